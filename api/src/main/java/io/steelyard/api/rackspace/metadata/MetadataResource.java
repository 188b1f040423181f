package io.steelyard.api.rackspace.metadata;

import io.steelyard.api.body.Representation;
import io.steelyard.api.http.Format;
import io.steelyard.api.rackspace.Ids;
import io.steelyard.api.rackspace.Preconditions;
import io.steelyard.control.metadata.MetadataService;
import io.steelyard.control.metadata.Noted;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** {@code /loadbalancers/{id}/metadata}, as the later service has it. */
@Path("/v1.0/{tenantId}/loadbalancers/{id}/metadata")
@Produces(Format.ALL)
public final class MetadataResource {
    private final MetadataItems items;

    public MetadataResource(MetadataService metadata, Preconditions preconditions) {
        items = new MetadataItems(metadata, preconditions);
    }

    @GET
    public Representation list(@Context ContainerRequestContext request, @PathParam("id") String id) {
        return items.list(request, about(id));
    }

    @POST
    @Consumes(Format.ALL)
    public Representation add(
            @Context ContainerRequestContext request, @PathParam("id") String id, @Nullable JsonNode body) {
        return items.add(request, about(id), body);
    }

    @DELETE
    public Response removeBatch(
            @Context ContainerRequestContext request,
            @PathParam("id") String id,
            @QueryParam("id") List<String> removed) {
        return items.remove(request, about(id), removed);
    }

    @GET
    @Path("{meta}")
    public Representation get(
            @Context ContainerRequestContext request, @PathParam("id") String id, @PathParam("meta") String meta) {
        return items.get(request, about(id), meta);
    }

    @PUT
    @Path("{meta}")
    @Consumes(Format.ALL)
    public Representation change(
            @Context ContainerRequestContext request,
            @PathParam("id") String id,
            @PathParam("meta") String meta,
            @Nullable JsonNode body) {
        return items.change(request, about(id), meta, body);
    }

    @DELETE
    @Path("{meta}")
    public Response remove(
            @Context ContainerRequestContext request, @PathParam("id") String id, @PathParam("meta") String meta) {
        return items.remove(request, about(id), List.of(meta));
    }

    private static Noted about(String id) {
        return new Noted(Ids.loadBalancer(id), Optional.empty());
    }
}
