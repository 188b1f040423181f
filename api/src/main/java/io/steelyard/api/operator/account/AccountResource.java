package io.steelyard.api.operator.account;

import io.steelyard.api.body.Representation;
import io.steelyard.api.operator.Part;
import io.steelyard.api.operator.PathIds;
import io.steelyard.control.identity.AccountService;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** {@code /operator/v1/accounts}, named by their tenant ids. Keys are shown once, when they are made. */
@Path("/operator/v1/accounts")
@Produces(MediaType.APPLICATION_JSON)
public final class AccountResource {
    private final AccountService accounts;

    public AccountResource(AccountService accounts) {
        this.accounts = accounts;
    }

    @GET
    public Representation list(@Context UriInfo uri) {
        Part part = Part.of(uri.getQueryParameters());
        return AccountBody.list(accounts.list(part.from(), part.limit()), part.limit());
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response create(@Nullable JsonNode body) {
        NewAccountBody wanted = NewAccountBody.read(body);
        return Response.status(Response.Status.CREATED)
                .entity(AccountBody.withKey(accounts.create(wanted.name(), wanted.tenant(), wanted.apiKey())))
                .build();
    }

    @GET
    @Path("{tenant}")
    public Representation get(@PathParam("tenant") String tenant) {
        return AccountBody.one(accounts.get(PathIds.tenant(tenant)));
    }

    @POST
    @Path("{tenant}/rotate-key")
    public Representation rotateKey(@PathParam("tenant") String tenant) {
        return AccountBody.withKey(accounts.rotateKey(PathIds.tenant(tenant)));
    }
}
