package io.steelyard.api.rackspace;

import io.steelyard.domain.refusal.Refusal;
import io.steelyard.domain.refusal.RefusedException;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import java.util.Set;

/** Lets a caller write only if its role may. The one place of this dialect that looks at roles. */
public final class RoleGuard implements ContainerRequestFilter {
    private static final Set<String> READS = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    @Override
    public void filter(ContainerRequestContext request) {
        boolean reads = READS.contains(request.getMethod());
        if (!reads
                && CallerOf.isKnown(request)
                && !CallerOf.request(request).role().mayWrite()) {
            throw new RefusedException(new Refusal.Forbidden());
        }
    }
}
