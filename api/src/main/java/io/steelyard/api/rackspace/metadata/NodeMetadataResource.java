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

/** {@code /loadbalancers/{id}/nodes/{node}/metadata}, as the later service has it. */
@Path("/v1.0/{tenantId}/loadbalancers/{id}/nodes/{node}/metadata")
@Produces(Format.ALL)
public final class NodeMetadataResource {
    private final MetadataItems items;

    public NodeMetadataResource(MetadataService metadata, Preconditions preconditions) {
        items = new MetadataItems(metadata, preconditions);
    }

    @GET
    public Representation list(
            @Context ContainerRequestContext request, @PathParam("id") String id, @PathParam("node") String node) {
        return items.list(request, about(id, node));
    }

    @POST
    @Consumes(Format.ALL)
    public Representation add(
            @Context ContainerRequestContext request,
            @PathParam("id") String id,
            @PathParam("node") String node,
            @Nullable JsonNode body) {
        return items.add(request, about(id, node), body);
    }

    @DELETE
    public Response removeBatch(
            @Context ContainerRequestContext request,
            @PathParam("id") String id,
            @PathParam("node") String node,
            @QueryParam("id") List<String> removed) {
        return items.remove(request, about(id, node), removed);
    }

    @GET
    @Path("{meta}")
    public Representation get(
            @Context ContainerRequestContext request,
            @PathParam("id") String id,
            @PathParam("node") String node,
            @PathParam("meta") String meta) {
        return items.get(request, about(id, node), meta);
    }

    @PUT
    @Path("{meta}")
    @Consumes(Format.ALL)
    public Representation change(
            @Context ContainerRequestContext request,
            @PathParam("id") String id,
            @PathParam("node") String node,
            @PathParam("meta") String meta,
            @Nullable JsonNode body) {
        return items.change(request, about(id, node), meta, body);
    }

    @DELETE
    @Path("{meta}")
    public Response remove(
            @Context ContainerRequestContext request,
            @PathParam("id") String id,
            @PathParam("node") String node,
            @PathParam("meta") String meta) {
        return items.remove(request, about(id, node), List.of(meta));
    }

    private static Noted about(String id, String node) {
        return new Noted(Ids.loadBalancer(id), Optional.of(Ids.node(node)));
    }
}
