package io.steelyard.api.rackspace;

import io.steelyard.api.region.RegionOfRequest;
import io.steelyard.control.identity.Caller;
import io.steelyard.control.identity.IdentityService;
import io.steelyard.control.identity.Token;
import io.steelyard.domain.refusal.Refusal;
import io.steelyard.domain.refusal.RefusedException;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Lets only those pass who hold a token of the account that the path names. Runs before a path is looked up, so that
 * nobody else learns even which paths there are.
 */
@PreMatching
@Priority(Priorities.AUTHENTICATION)
public final class TokenFilter implements ContainerRequestFilter {
    private static final String TOKEN = "X-Auth-Token";
    private static final Pattern TENANT_PATH = Pattern.compile("/?v1\\.0/([^/]+)(/.*)?");

    private final IdentityService identity;
    private final RegionOfRequest region;

    public TokenFilter(IdentityService identity, RegionOfRequest region) {
        this.identity = identity;
        this.region = region;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        Matcher path = TENANT_PATH.matcher(request.getUriInfo().getPath());
        if (path.matches()) {
            Token token = authenticate(request.getHeaderString(TOKEN), path.group(1));
            CallerOf.set(request, new Caller(token.tenant(), region.of(request), token.role()), token.user());
        }
    }

    /** The path of a request of a known caller below its account's, with its slash. */
    static String below(ContainerRequestContext request) {
        Matcher path = TENANT_PATH.matcher(request.getUriInfo().getPath());
        return path.matches() && path.group(2) != null ? path.group(2) : "/";
    }

    private Token authenticate(@Nullable String given, String tenant) {
        if (given == null) {
            throw unauthorized();
        }
        Token token = identity.authenticate(given);
        if (!token.tenant().toString().equals(tenant)) {
            throw unauthorized();
        }
        return token;
    }

    private static RefusedException unauthorized() {
        return new RefusedException(new Refusal.Unauthorized());
    }
}
