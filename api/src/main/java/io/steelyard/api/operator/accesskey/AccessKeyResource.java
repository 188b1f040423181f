package io.steelyard.api.operator.accesskey;

import io.steelyard.api.body.Representation;
import io.steelyard.api.operator.PathIds;
import io.steelyard.control.accesskey.AccessKeyService;
import io.steelyard.control.accesskey.AccessKeyService.NewAccessKey;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code /operator/v1/accounts/{tenant}/access-keys}: what an account signs requests of the ELB dialect with. */
@Path("/operator/v1/accounts/{tenant}/access-keys")
@Produces(MediaType.APPLICATION_JSON)
public final class AccessKeyResource {
    private final AccessKeyService keys;

    public AccessKeyResource(AccessKeyService keys) {
        this.keys = keys;
    }

    @GET
    public Representation list(@PathParam("tenant") String tenant) {
        return Representation.list("accessKeys", keys.list(PathIds.tenant(tenant)), key -> content(key.id()));
    }

    /** The answer shows the secret; nothing later does. */
    @POST
    public Response create(@PathParam("tenant") String tenant) {
        NewAccessKey made = keys.create(PathIds.tenant(tenant));
        ObjectNode shown = content(made.id()).put("secret", made.secret().value());
        return Response.status(Response.Status.CREATED)
                .entity(Representation.of("accessKey", shown))
                .build();
    }

    @DELETE
    @Path("{accessKey}")
    public Response remove(@PathParam("tenant") String tenant, @PathParam("accessKey") String key) {
        keys.remove(PathIds.tenant(tenant), key);
        return Response.noContent().build();
    }

    private static ObjectNode content(String id) {
        return JsonNodeFactory.instance.objectNode().put("id", id);
    }
}
