package io.steelyard.api.rackspace.node;

import io.steelyard.api.body.Representation;
import io.steelyard.api.http.Format;
import io.steelyard.api.http.Paging;
import io.steelyard.api.rackspace.Answers;
import io.steelyard.api.rackspace.CallerOf;
import io.steelyard.api.rackspace.Ids;
import io.steelyard.control.change.Admission;
import io.steelyard.control.node.NewNode;
import io.steelyard.control.node.NodeService;
import io.steelyard.control.node.NodeView;
import io.steelyard.domain.refusal.Violation;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** {@code /loadbalancers/{id}/nodes} (2010 specification, section 4.5). */
@Path("/v1.0/{tenantId}/loadbalancers/{id}/nodes")
@Produces(Format.ALL)
public final class NodeResource {
    private final NodeService nodes;
    private final Admission admission;

    public NodeResource(NodeService nodes, Admission admission) {
        this.nodes = nodes;
        this.admission = admission;
    }

    @GET
    public Representation list(@Context ContainerRequestContext request, @PathParam("id") String id) {
        Paging paging = Paging.of(request.getUriInfo().getQueryParameters());
        List<NodeView> all = nodes.list(CallerOf.request(request), Ids.loadBalancer(id));
        return NodeBody.list(paging.of(all, view -> view.node().id().value()));
    }

    @POST
    @Consumes(Format.ALL)
    public Response add(@Context ContainerRequestContext request, @PathParam("id") String id, @Nullable JsonNode body) {
        List<Violation> violations = new ArrayList<>();
        List<NewNode> wanted = NewNodeBody.read(body, violations);
        return Answers.accepted(NodeBody.list(
                nodes.add(CallerOf.request(request), Ids.loadBalancer(id), wanted, violations, admission)));
    }

    @GET
    @Path("{node}")
    public Representation get(
            @Context ContainerRequestContext request, @PathParam("id") String id, @PathParam("node") String node) {
        return NodeBody.one(nodes.get(CallerOf.request(request), Ids.loadBalancer(id), Ids.node(node)));
    }

    @DELETE
    @Path("{node}")
    public Response remove(
            @Context ContainerRequestContext request, @PathParam("id") String id, @PathParam("node") String node) {
        nodes.remove(CallerOf.request(request), Ids.loadBalancer(id), Ids.node(node), admission);
        return Answers.accepted();
    }
}
