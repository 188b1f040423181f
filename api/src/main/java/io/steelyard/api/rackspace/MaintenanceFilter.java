package io.steelyard.api.rackspace;

import io.steelyard.control.maintenance.MaintenanceService;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;

/** During maintenance every request of tenants is answered 503, logins too; only whether the listener lives may be asked. */
@PreMatching
@Priority(Priorities.AUTHENTICATION - 50)
public final class MaintenanceFilter implements ContainerRequestFilter {
    private static final String HEALTH = "healthz";

    private final MaintenanceService maintenance;

    public MaintenanceFilter(MaintenanceService maintenance) {
        this.maintenance = maintenance;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (!request.getUriInfo().getPath().equals(HEALTH)) {
            maintenance.requireOff();
        }
    }
}
