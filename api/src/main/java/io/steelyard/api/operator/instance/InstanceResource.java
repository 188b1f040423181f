package io.steelyard.api.operator.instance;

import io.steelyard.api.body.Representation;
import io.steelyard.api.operator.PathIds;
import io.steelyard.control.instance.InventoryService;
import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.instance.Instance;
import io.steelyard.domain.instance.InstanceId;
import io.steelyard.domain.refusal.Refusal;
import io.steelyard.domain.refusal.RefusedException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** {@code /operator/v1/accounts/{tenant}/instances}: the servers that an account may register with load balancers. */
@Path("/operator/v1/accounts/{tenant}/instances")
@Produces(MediaType.APPLICATION_JSON)
public final class InstanceResource {
    private final InventoryService inventory;

    public InstanceResource(InventoryService inventory) {
        this.inventory = inventory;
    }

    @GET
    public Representation list(@PathParam("tenant") String tenant) {
        return InstanceBody.list(inventory.list(PathIds.tenant(tenant)));
    }

    /** Adds it, or says anew what is known of it. */
    @PUT
    @Path("{instance}")
    @Consumes(MediaType.APPLICATION_JSON)
    public Representation put(
            @PathParam("tenant") String tenant, @PathParam("instance") String id, @Nullable JsonNode body) {
        TenantId owner = PathIds.tenant(tenant);
        Instance instance = InstanceBody.read(id(id), body);
        inventory.put(owner, instance);
        return InstanceBody.one(instance);
    }

    @DELETE
    @Path("{instance}")
    public Response remove(@PathParam("tenant") String tenant, @PathParam("instance") String id) {
        inventory.remove(PathIds.tenant(tenant), id(id));
        return Response.noContent().build();
    }

    private static InstanceId id(String text) {
        if (!InstanceId.isValid(text)) {
            throw new RefusedException(new Refusal.NotFound(Refusal.Noun.INSTANCE));
        }
        return new InstanceId(text);
    }
}
