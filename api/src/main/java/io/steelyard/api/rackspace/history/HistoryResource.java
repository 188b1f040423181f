package io.steelyard.api.rackspace.history;

import io.steelyard.api.body.Representation;
import io.steelyard.api.http.Format;
import io.steelyard.api.http.Paging;
import io.steelyard.api.rackspace.Answers;
import io.steelyard.api.rackspace.CallerOf;
import io.steelyard.api.rackspace.Ids;
import io.steelyard.api.rackspace.Preconditions;
import io.steelyard.control.history.HistoryService;
import io.steelyard.control.history.RevisionView;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code /loadbalancers/{id}/history}: the last 20 revisions of a balancer. An extension of ours. */
@Path("/v1.0/{tenantId}/loadbalancers/{id}/history")
@Produces(Format.ALL)
public final class HistoryResource {
    private final HistoryService history;
    private final Preconditions preconditions;

    public HistoryResource(HistoryService history, Preconditions preconditions) {
        this.history = history;
        this.preconditions = preconditions;
    }

    @GET
    public Representation list(@Context ContainerRequestContext request, @PathParam("id") String id) {
        Paging paging = Paging.of(request.getUriInfo().getQueryParameters());
        return HistoryBody.list(paging.of(history.list(CallerOf.request(request), Ids.loadBalancer(id))));
    }

    @GET
    @Path("{generation}")
    public Representation get(
            @Context ContainerRequestContext request,
            @PathParam("id") String id,
            @PathParam("generation") String generation) {
        return HistoryBody.one(
                history.get(CallerOf.request(request), Ids.loadBalancer(id), Ids.generation(generation)));
    }

    /** Against another revision, else against the one before; the oldest one against nothing. */
    @GET
    @Path("{generation}/diff")
    public Representation diff(
            @Context ContainerRequestContext request,
            @PathParam("id") String id,
            @PathParam("generation") String generation,
            @QueryParam("against") @Nullable String against) {
        LoadBalancerId loadBalancer = Ids.loadBalancer(id);
        List<RevisionView> pair =
                history.getWithBefore(CallerOf.request(request), loadBalancer, Ids.generation(generation));
        if (against != null) {
            RevisionView other = history.get(CallerOf.request(request), loadBalancer, Ids.generation(against));
            return HistoryBody.differences(HistoryBody.configuration(other), pair.getFirst());
        }
        JsonNode before =
                pair.size() > 1 ? HistoryBody.configuration(pair.getLast()) : JsonNodeFactory.instance.objectNode();
        return HistoryBody.differences(before, pair.getFirst());
    }

    @POST
    @Path("{generation}/rollback")
    public Response rollBack(
            @Context ContainerRequestContext request,
            @PathParam("id") String id,
            @PathParam("generation") String generation) {
        LoadBalancerId loadBalancer = Ids.loadBalancer(id);
        history.rollBack(
                CallerOf.request(request),
                loadBalancer,
                Ids.generation(generation),
                preconditions.admission(request, loadBalancer));
        return Answers.accepted();
    }
}
