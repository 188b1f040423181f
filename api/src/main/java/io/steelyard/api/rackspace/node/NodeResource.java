package io.steelyard.api.rackspace.node;

import io.steelyard.api.body.Representation;
import io.steelyard.api.http.ChangesSince;
import io.steelyard.api.http.Format;
import io.steelyard.api.http.Paging;
import io.steelyard.api.rackspace.Answers;
import io.steelyard.api.rackspace.CallerOf;
import io.steelyard.api.rackspace.Idempotency;
import io.steelyard.api.rackspace.Ids;
import io.steelyard.api.rackspace.Preconditions;
import io.steelyard.control.node.NewNode;
import io.steelyard.control.node.NodeService;
import io.steelyard.control.node.NodeView;
import io.steelyard.control.why.NodeWhy;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.node.NodeId;
import io.steelyard.domain.refusal.Violation;
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
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** {@code /loadbalancers/{id}/nodes} (2010 specification, section 4.5). */
@Path("/v1.0/{tenantId}/loadbalancers/{id}/nodes")
@Produces(Format.ALL)
public final class NodeResource {
    private final NodeService nodes;
    private final Idempotency idempotency;
    private final Preconditions preconditions;
    private final InstantSource clock;

    /** @param clock tells when an OFFLINE node is tried next */
    public NodeResource(NodeService nodes, Idempotency idempotency, Preconditions preconditions, InstantSource clock) {
        this.nodes = nodes;
        this.idempotency = idempotency;
        this.preconditions = preconditions;
        this.clock = clock;
    }

    @GET
    public Response list(@Context ContainerRequestContext request, @PathParam("id") String id) {
        MultivaluedMap<String, String> query = request.getUriInfo().getQueryParameters();
        Paging paging = Paging.of(query);
        return Answers.changed(
                nodes.list(CallerOf.request(request), Ids.loadBalancer(id)),
                NodeView::updated,
                ChangesSince.of(query),
                changed -> NodeBody.list(
                        paging.of(changed, view -> view.node().id().value())));
    }

    @POST
    @Consumes(Format.ALL)
    public Response add(@Context ContainerRequestContext request, @PathParam("id") String id, @Nullable JsonNode body) {
        List<Violation> violations = new ArrayList<>();
        List<NewNode> wanted = NewNodeBody.read(body, violations);
        LoadBalancerId loadBalancer = Ids.loadBalancer(id);
        return idempotency.accepted(
                request,
                body,
                _ -> loadBalancer,
                NodeBody::list,
                receipt -> nodes.add(
                        CallerOf.request(request),
                        loadBalancer,
                        wanted,
                        violations,
                        preconditions.admission(request, loadBalancer),
                        receipt));
    }

    @PUT
    @Consumes(Format.ALL)
    public Response changeBatch(
            @Context ContainerRequestContext request, @PathParam("id") String id, @Nullable JsonNode body) {
        LoadBalancerId loadBalancer = Ids.loadBalancer(id);
        nodes.change(
                CallerOf.request(request),
                loadBalancer,
                NodeChangeBody.readAll(body),
                preconditions.admission(request, loadBalancer));
        return Answers.accepted();
    }

    @DELETE
    public Response removeBatch(
            @Context ContainerRequestContext request,
            @PathParam("id") String id,
            @QueryParam("id") List<String> removed) {
        return remove(request, id, removed.stream().map(Ids::node).toList());
    }

    @GET
    @Path("{node}")
    public Representation get(
            @Context ContainerRequestContext request, @PathParam("id") String id, @PathParam("node") String node) {
        NodeView view = nodes.get(CallerOf.request(request), Ids.loadBalancer(id), Ids.node(node));
        return NodeBody.one(view, NodeWhy.of(view, clock.instant()));
    }

    @PUT
    @Path("{node}")
    @Consumes(Format.ALL)
    public Response change(
            @Context ContainerRequestContext request,
            @PathParam("id") String id,
            @PathParam("node") String node,
            @Nullable JsonNode body) {
        nodes.change(
                CallerOf.request(request),
                Ids.loadBalancer(id),
                Ids.node(node),
                NodeChangeBody.read(body),
                preconditions.admission(request, Ids.loadBalancer(id)));
        return Answers.accepted();
    }

    @DELETE
    @Path("{node}")
    public Response remove(
            @Context ContainerRequestContext request, @PathParam("id") String id, @PathParam("node") String node) {
        return remove(request, id, List.of(Ids.node(node)));
    }

    private Response remove(ContainerRequestContext request, String id, List<NodeId> removed) {
        LoadBalancerId loadBalancer = Ids.loadBalancer(id);
        nodes.remove(CallerOf.request(request), loadBalancer, removed, preconditions.admission(request, loadBalancer));
        return Answers.accepted();
    }
}
