package io.steelyard.api.http;

import io.steelyard.control.audit.AuditEntry;
import io.steelyard.control.audit.AuditTrail;
import io.steelyard.domain.account.TenantId;
import jakarta.annotation.Priority;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Has every write of a known caller written down, with its outcome. What they send is not looked at, only where to. */
@PreMatching
@Priority(Priorities.AUTHENTICATION + 200)
public final class AuditFilter implements ContainerRequestFilter, ContainerResponseFilter {
    private static final Set<String> READS = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
    private static final String IDS = "id";

    private final AuditTrail trail;
    private final InstantSource clock;
    private final Function<ContainerRequestContext, Optional<Who>> who;

    /**
     * Who sends a request.
     *
     * @param tenant empty for the operator
     */
    public record Who(Optional<TenantId> tenant, String name) {}

    /** @param who empty for a caller that is not known, whose request will be refused */
    public AuditFilter(AuditTrail trail, InstantSource clock, Function<ContainerRequestContext, Optional<Who>> who) {
        this.trail = trail;
        this.clock = clock;
        this.who = who;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (!READS.contains(request.getMethod())) {
            who.apply(request).ifPresent(caller -> trail.begin(entry(request, caller)));
        }
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        trail.end(response.getStatus());
    }

    private AuditEntry entry(ContainerRequestContext request, Who caller) {
        return new AuditEntry(
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                caller.tenant(),
                caller.name(),
                Peer.address(),
                request.getMethod(),
                target(request),
                Optional.empty());
    }

    private static String target(ContainerRequestContext request) {
        List<String> ids = request.getUriInfo().getQueryParameters().getOrDefault(IDS, List.of());
        return "/" + request.getUriInfo().getPath() + (ids.isEmpty() ? "" : "?id=" + String.join("&id=", ids));
    }
}
