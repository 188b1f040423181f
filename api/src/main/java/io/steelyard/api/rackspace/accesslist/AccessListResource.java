package io.steelyard.api.rackspace.accesslist;

import io.steelyard.api.http.ChangesSince;
import io.steelyard.api.http.Format;
import io.steelyard.api.http.Paging;
import io.steelyard.api.rackspace.Answers;
import io.steelyard.api.rackspace.CallerOf;
import io.steelyard.api.rackspace.Ids;
import io.steelyard.api.rackspace.Preconditions;
import io.steelyard.control.access.AccessListService;
import io.steelyard.control.access.NewAccessRule;
import io.steelyard.domain.access.AccessRule;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
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
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** {@code /loadbalancers/{id}/accesslist} (2010 specification, section 4.9). */
@Path("/v1.0/{tenantId}/loadbalancers/{id}/accesslist")
@Produces(Format.ALL)
public final class AccessListResource {
    private final AccessListService accessLists;
    private final Preconditions preconditions;

    public AccessListResource(AccessListService accessLists, Preconditions preconditions) {
        this.accessLists = accessLists;
        this.preconditions = preconditions;
    }

    @GET
    public Response list(@Context ContainerRequestContext request, @PathParam("id") String id) {
        MultivaluedMap<String, String> query = request.getUriInfo().getQueryParameters();
        Paging paging = Paging.of(query);
        return Answers.changed(
                accessLists.list(CallerOf.request(request), Ids.loadBalancer(id)),
                AccessRule::created,
                ChangesSince.of(query),
                changed -> AccessListBody.list(paging.ofFalling(changed, AccessRule::id)));
    }

    @POST
    @Consumes(Format.ALL)
    public Response add(@Context ContainerRequestContext request, @PathParam("id") String id, @Nullable JsonNode body) {
        List<Violation> violations = new ArrayList<>();
        List<NewAccessRule> wanted = AccessListBody.read(body, violations);
        LoadBalancerId loadBalancer = Ids.loadBalancer(id);
        accessLists.add(
                CallerOf.request(request),
                loadBalancer,
                wanted,
                violations,
                preconditions.admission(request, loadBalancer));
        return Answers.accepted();
    }

    /** Appends as POST does: the text has two words for it. */
    @PUT
    @Consumes(Format.ALL)
    public Response append(
            @Context ContainerRequestContext request, @PathParam("id") String id, @Nullable JsonNode body) {
        return add(request, id, body);
    }

    /** Those that ids name; without an id all. */
    @DELETE
    public Response remove(
            @Context ContainerRequestContext request,
            @PathParam("id") String id,
            @QueryParam("id") List<String> removed) {
        if (!removed.isEmpty()) {
            return remove(request, Ids.loadBalancer(id), removed);
        }
        LoadBalancerId loadBalancer = Ids.loadBalancer(id);
        accessLists.clear(CallerOf.request(request), loadBalancer, preconditions.admission(request, loadBalancer));
        return Answers.accepted();
    }

    @DELETE
    @Path("{networkItem}")
    public Response remove(
            @Context ContainerRequestContext request,
            @PathParam("id") String id,
            @PathParam("networkItem") String networkItem) {
        return remove(request, Ids.loadBalancer(id), List.of(networkItem));
    }

    private Response remove(ContainerRequestContext request, LoadBalancerId loadBalancer, List<String> removed) {
        accessLists.remove(
                CallerOf.request(request),
                loadBalancer,
                removed.stream().map(Ids::accessRule).toList(),
                preconditions.admission(request, loadBalancer));
        return Answers.accepted();
    }
}
