package io.steelyard.api.operator.loadbalancer;

import io.steelyard.api.body.Representation;
import io.steelyard.api.http.RequestException;
import io.steelyard.api.operator.Part;
import io.steelyard.api.operator.PathIds;
import io.steelyard.control.loadbalancer.LoadBalancerView;
import io.steelyard.control.operator.JobService;
import io.steelyard.control.operator.OperatorService;
import io.steelyard.control.store.LoadBalancerSearch;
import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.loadbalancer.Status;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /operator/v1/loadbalancers}: every tenant's. */
@Path("/operator/v1/loadbalancers")
@Produces(MediaType.APPLICATION_JSON)
public final class LoadBalancerResource {
    private final OperatorService loadBalancers;
    private final JobService jobs;

    public LoadBalancerResource(OperatorService loadBalancers, JobService jobs) {
        this.loadBalancers = loadBalancers;
        this.jobs = jobs;
    }

    @GET
    public Representation list(
            @Context UriInfo uri,
            @QueryParam("tenant") @Nullable String tenant,
            @QueryParam("status") @Nullable String status) {
        Part part = Part.of(uri.getQueryParameters());
        List<LoadBalancerView> found = loadBalancers.search(new LoadBalancerSearch(
                Optional.ofNullable(tenant).map(LoadBalancerResource::tenant),
                Optional.ofNullable(status).map(LoadBalancerResource::status),
                (int) Math.min(part.from(), Integer.MAX_VALUE),
                part.limit()));
        return LoadBalancerBody.list(found, part.limit());
    }

    @GET
    @Path("{id}")
    public Representation get(@PathParam("id") String id) {
        LoadBalancerView view = loadBalancers.get(PathIds.loadBalancer(id));
        return LoadBalancerBody.details(view, jobs.of(view.row().id()));
    }

    @GET
    @Path("{id}/events")
    public Representation events(@Context UriInfo uri, @PathParam("id") String id) {
        Part part = Part.of(uri.getQueryParameters());
        return EventBody.list(loadBalancers.events(PathIds.loadBalancer(id), part.limit()));
    }

    @POST
    @Path("{id}/suspend")
    public Response suspend(@PathParam("id") String id) {
        LoadBalancerId wanted = PathIds.loadBalancer(id);
        loadBalancers.suspend(wanted);
        return accepted(wanted);
    }

    @POST
    @Path("{id}/resume")
    public Response resume(@PathParam("id") String id) {
        LoadBalancerId wanted = PathIds.loadBalancer(id);
        loadBalancers.resume(wanted);
        return accepted(wanted);
    }

    @POST
    @Path("{id}/resync")
    public Response resync(@PathParam("id") String id) {
        LoadBalancerId wanted = PathIds.loadBalancer(id);
        loadBalancers.resync(wanted);
        return accepted(wanted);
    }

    @GET
    @Path("{id}/history")
    public Representation history(@PathParam("id") String id) {
        return HistoryBody.list(loadBalancers.history(PathIds.loadBalancer(id)));
    }

    @POST
    @Path("{id}/retry")
    public Response retry(@PathParam("id") String id) {
        LoadBalancerId wanted = PathIds.loadBalancer(id);
        loadBalancers.retry(wanted);
        return accepted(wanted);
    }

    /** The balancer as it is now, its change still on the way to the hosts. */
    private Response accepted(LoadBalancerId id) {
        return Response.accepted(LoadBalancerBody.details(loadBalancers.get(id), jobs.of(id)))
                .build();
    }

    private static TenantId tenant(String text) {
        try {
            return new TenantId(Long.parseLong(text));
        } catch (IllegalArgumentException noTenant) {
            throw new RequestException(400, "The query parameter tenant must be a tenant id.");
        }
    }

    private static Status status(String text) {
        try {
            return Status.valueOf(text);
        } catch (IllegalArgumentException noStatus) {
            throw new RequestException(
                    400, "The query parameter status must be one of " + Arrays.toString(Status.values()) + ".");
        }
    }
}
