package io.steelyard.api.operator.maintenance;

import io.steelyard.api.body.Representation;
import io.steelyard.control.maintenance.MaintenanceService;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** {@code /operator/v1/maintenance}: PUT has tenants answered 503 until DELETE; traffic goes on. */
@Path("/operator/v1/maintenance")
@Produces(MediaType.APPLICATION_JSON)
public final class MaintenanceResource {
    private final MaintenanceService maintenance;

    public MaintenanceResource(MaintenanceService maintenance) {
        this.maintenance = maintenance;
    }

    @GET
    public Representation get() {
        return MaintenanceBody.of(maintenance.current());
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    public Representation begin(@Nullable JsonNode body) {
        MaintenanceBody wanted = MaintenanceBody.read(body);
        return MaintenanceBody.of(Optional.of(maintenance.begin(wanted.retryAfter(), wanted.reason())));
    }

    @DELETE
    public Representation end() {
        maintenance.end();
        return MaintenanceBody.of(Optional.empty());
    }
}
