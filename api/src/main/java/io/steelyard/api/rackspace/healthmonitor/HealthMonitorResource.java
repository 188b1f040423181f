package io.steelyard.api.rackspace.healthmonitor;

import io.steelyard.api.body.Attributes;
import io.steelyard.api.body.Representation;
import io.steelyard.api.http.Format;
import io.steelyard.api.rackspace.Answers;
import io.steelyard.api.rackspace.CallerOf;
import io.steelyard.api.rackspace.Ids;
import io.steelyard.api.rackspace.Preconditions;
import io.steelyard.control.healthmonitor.HealthMonitorService;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.monitor.HealthMonitor;
import io.steelyard.domain.refusal.Violation;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** {@code /loadbalancers/{id}/healthmonitor} (2010 specification, section 4.10). */
@Path("/v1.0/{tenantId}/loadbalancers/{id}/healthmonitor")
@Produces(Format.ALL)
public final class HealthMonitorResource {
    private final HealthMonitorService monitors;
    private final Preconditions preconditions;

    public HealthMonitorResource(HealthMonitorService monitors, Preconditions preconditions) {
        this.monitors = monitors;
        this.preconditions = preconditions;
    }

    @GET
    public Representation get(@Context ContainerRequestContext request, @PathParam("id") String id) {
        return HealthMonitorBody.one(monitors.get(CallerOf.request(request), Ids.loadBalancer(id)));
    }

    @PUT
    @Consumes(Format.ALL)
    public Response set(@Context ContainerRequestContext request, @PathParam("id") String id, @Nullable JsonNode body) {
        List<Violation> violations = new ArrayList<>();
        Attributes in = Attributes.unwrapped(body, HealthMonitorBody.NAME, violations);
        Optional<HealthMonitor> wanted = HealthMonitorBody.read(in);
        LoadBalancerId loadBalancer = Ids.loadBalancer(id);
        HealthMonitor set = monitors.set(
                CallerOf.request(request),
                loadBalancer,
                wanted,
                violations,
                preconditions.admission(request, loadBalancer));
        return Answers.accepted(HealthMonitorBody.one(Optional.of(set)));
    }

    /** As {@link #set}: the samples speak of both. */
    @POST
    @Consumes(Format.ALL)
    public Response add(@Context ContainerRequestContext request, @PathParam("id") String id, @Nullable JsonNode body) {
        return set(request, id, body);
    }

    @DELETE
    public Response remove(@Context ContainerRequestContext request, @PathParam("id") String id) {
        LoadBalancerId loadBalancer = Ids.loadBalancer(id);
        monitors.remove(CallerOf.request(request), loadBalancer, preconditions.admission(request, loadBalancer));
        return Answers.accepted();
    }
}
