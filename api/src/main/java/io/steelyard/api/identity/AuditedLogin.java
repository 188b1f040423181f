package io.steelyard.api.identity;

import io.steelyard.api.http.Peer;
import io.steelyard.control.audit.AuditEntry;
import io.steelyard.control.audit.AuditTrail;
import io.steelyard.control.identity.Account;
import io.steelyard.control.identity.IdentityService;
import io.steelyard.control.identity.Login;
import io.steelyard.control.identity.User;
import io.steelyard.domain.refusal.RefusedException;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Predicate;

/** Has every login written down, with its outcome. A name that nobody has is not: it may be a key in the wrong place. */
public final class AuditedLogin {
    private static final String NOBODY = "";

    private final IdentityService identity;
    private final AuditTrail trail;
    private final InstantSource clock;

    public AuditedLogin(IdentityService identity, AuditTrail trail, InstantSource clock) {
        this.identity = identity;
        this.trail = trail;
        this.clock = clock;
    }

    /**
     * A new token.
     *
     * @param wanted which account it may be for
     * @throws RefusedException with Unauthorized
     */
    Login login(ContainerRequestContext request, Credentials credentials, Predicate<Account> wanted) {
        trail.beginLogin(entry(request, identity.userNamed(credentials.user())));
        return identity.login(credentials.user(), credentials.key(), wanted);
    }

    private AuditEntry entry(ContainerRequestContext request, Optional<User> known) {
        return new AuditEntry(
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                known.map(User::tenant),
                known.map(User::name).orElse(NOBODY),
                Peer.address(),
                request.getMethod(),
                "/" + request.getUriInfo().getPath(),
                Optional.empty());
    }
}
