package io.steelyard.api.operator.account;

import io.steelyard.api.body.Representation;
import io.steelyard.api.operator.PathIds;
import io.steelyard.control.identity.UserService;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** {@code /operator/v1/accounts/{tenant}/users}: who else may log in to an account, and as what. */
@Path("/operator/v1/accounts/{tenant}/users")
@Produces(MediaType.APPLICATION_JSON)
public final class UserResource {
    private final UserService users;

    public UserResource(UserService users) {
        this.users = users;
    }

    @GET
    public Representation list(@PathParam("tenant") String tenant) {
        return UserBody.list(users.list(PathIds.tenant(tenant)));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response create(@PathParam("tenant") String tenant, @Nullable JsonNode body) {
        NewUserBody wanted = NewUserBody.read(body);
        return Response.status(Response.Status.CREATED)
                .entity(UserBody.withKey(
                        users.create(PathIds.tenant(tenant), wanted.name(), wanted.role(), wanted.apiKey())))
                .build();
    }

    @PUT
    @Path("{name}/role")
    @Consumes(MediaType.APPLICATION_JSON)
    public Representation setRole(
            @PathParam("tenant") String tenant, @PathParam("name") String name, @Nullable JsonNode body) {
        return UserBody.one(users.setRole(PathIds.tenant(tenant), name, NewUserBody.readRole(body)));
    }

    @POST
    @Path("{name}/rotate-key")
    public Representation rotateKey(@PathParam("tenant") String tenant, @PathParam("name") String name) {
        return UserBody.withKey(users.rotateKey(PathIds.tenant(tenant), name));
    }

    /** The account's other users have to log in again. */
    @DELETE
    @Path("{name}")
    public Response remove(@PathParam("tenant") String tenant, @PathParam("name") String name) {
        users.remove(PathIds.tenant(tenant), name);
        return Response.noContent().build();
    }
}
