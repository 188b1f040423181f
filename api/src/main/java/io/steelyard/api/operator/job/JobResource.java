package io.steelyard.api.operator.job;

import io.steelyard.api.body.Representation;
import io.steelyard.api.operator.Part;
import io.steelyard.api.operator.PathIds;
import io.steelyard.control.operator.JobService;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

/** {@code /operator/v1/jobs}: what has yet to be brought to the hosts, one job per balancer, named by its id. */
@Path("/operator/v1/jobs")
@Produces(MediaType.APPLICATION_JSON)
public final class JobResource {
    private final JobService jobs;

    public JobResource(JobService jobs) {
        this.jobs = jobs;
    }

    @GET
    public Representation list(@Context UriInfo uri) {
        return JobBody.list(
                jobs.count(), jobs.list(Part.of(uri.getQueryParameters()).limit()));
    }

    @POST
    @Path("{loadBalancer}/retry")
    public Response retry(@PathParam("loadBalancer") String loadBalancer) {
        jobs.retry(PathIds.loadBalancer(loadBalancer));
        return Response.accepted().build();
    }
}
