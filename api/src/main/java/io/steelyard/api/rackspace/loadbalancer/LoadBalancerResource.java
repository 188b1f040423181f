package io.steelyard.api.rackspace.loadbalancer;

import io.steelyard.api.body.Representation;
import io.steelyard.api.http.Format;
import io.steelyard.api.http.Paging;
import io.steelyard.api.http.RequestException;
import io.steelyard.api.rackspace.Answers;
import io.steelyard.api.rackspace.CallerOf;
import io.steelyard.api.rackspace.Ids;
import io.steelyard.control.change.Admission;
import io.steelyard.control.loadbalancer.LoadBalancerService;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** {@code /loadbalancers} (2010 specification, sections 4.1 to 4.4). */
@Path("/v1.0/{tenantId}/loadbalancers")
@Produces(Format.ALL)
public final class LoadBalancerResource {
    private static final List<String> FILTERS_TO_COME = List.of("status", "nodeaddress", "name", "changes-since");

    private final LoadBalancerService loadBalancers;
    private final Admission admission;

    public LoadBalancerResource(LoadBalancerService loadBalancers, Admission admission) {
        this.loadBalancers = loadBalancers;
        this.admission = admission;
    }

    @GET
    public Representation list(@Context ContainerRequestContext request) {
        MultivaluedMap<String, String> query = request.getUriInfo().getQueryParameters();
        refuseFiltersToCome(query);
        Paging paging = Paging.of(query);
        return LoadBalancerBody.list(loadBalancers.list(
                CallerOf.request(request), Math.max(1, paging.marker()), paging.offset(), paging.limit()));
    }

    @POST
    @Consumes(Format.ALL)
    public Response create(@Context ContainerRequestContext request, @Nullable JsonNode body) {
        return Answers.accepted(LoadBalancerBody.details(
                loadBalancers.create(CallerOf.request(request), NewLoadBalancerBody.read(body))));
    }

    @DELETE
    public Response deleteBatch(@Context ContainerRequestContext request, @QueryParam("id") List<String> ids) {
        return delete(request, ids.stream().map(Ids::loadBalancer).toList());
    }

    @GET
    @Path("{id}")
    public Representation get(@Context ContainerRequestContext request, @PathParam("id") String id) {
        return LoadBalancerBody.details(loadBalancers.get(CallerOf.request(request), Ids.loadBalancer(id)));
    }

    @DELETE
    @Path("{id}")
    public Response delete(@Context ContainerRequestContext request, @PathParam("id") String id) {
        return delete(request, List.of(Ids.loadBalancer(id)));
    }

    private Response delete(ContainerRequestContext request, List<LoadBalancerId> ids) {
        loadBalancers.delete(CallerOf.request(request), ids, admission);
        return Answers.accepted();
    }

    /** A filter that is not applied would answer with too much, and clients act on what the list holds. */
    private static void refuseFiltersToCome(MultivaluedMap<String, String> query) {
        for (String filter : FILTERS_TO_COME) {
            if (query.containsKey(filter)) {
                throw new RequestException(400, "The query parameter " + filter + " is not supported yet.");
            }
        }
    }
}
