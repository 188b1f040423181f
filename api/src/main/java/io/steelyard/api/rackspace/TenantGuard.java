package io.steelyard.api.rackspace;

import io.steelyard.domain.refusal.Refusal;
import io.steelyard.domain.refusal.RefusedException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;

/**
 * Stops what reached a tenant's resource past {@link TokenFilter}. The framework matches paths more generously than a
 * filter in front of it can foresee ({@code /v1.0;a=b/1001/…}), so what it matched has the last word.
 */
public final class TenantGuard implements ContainerRequestFilter {
    private static final String TENANT = "tenantId";

    @Override
    public void filter(ContainerRequestContext request) {
        boolean tenants = request.getUriInfo().getPathParameters().containsKey(TENANT);
        if (tenants && !CallerOf.isKnown(request)) {
            throw new RefusedException(new Refusal.Unauthorized());
        }
    }
}
