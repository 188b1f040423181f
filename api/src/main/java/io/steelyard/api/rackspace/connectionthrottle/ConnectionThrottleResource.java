package io.steelyard.api.rackspace.connectionthrottle;

import io.steelyard.api.body.Representation;
import io.steelyard.api.http.Format;
import io.steelyard.api.rackspace.Answers;
import io.steelyard.api.rackspace.CallerOf;
import io.steelyard.api.rackspace.Ids;
import io.steelyard.api.rackspace.Preconditions;
import io.steelyard.control.throttle.ThrottleService;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.throttle.ConnectionThrottle;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** {@code /loadbalancers/{id}/connectionthrottle} (2010 specification, section 4.13). */
@Path("/v1.0/{tenantId}/loadbalancers/{id}/connectionthrottle")
@Produces(Format.ALL)
public final class ConnectionThrottleResource {
    private final ThrottleService throttles;
    private final Preconditions preconditions;

    public ConnectionThrottleResource(ThrottleService throttles, Preconditions preconditions) {
        this.throttles = throttles;
        this.preconditions = preconditions;
    }

    /** An empty object when there is none. */
    @GET
    public Representation get(@Context ContainerRequestContext request, @PathParam("id") String id) {
        return ConnectionThrottleBody.of(throttles.get(CallerOf.request(request), Ids.loadBalancer(id)));
    }

    @PUT
    @Consumes(Format.ALL)
    public Response change(
            @Context ContainerRequestContext request, @PathParam("id") String id, @Nullable JsonNode body) {
        LoadBalancerId loadBalancer = Ids.loadBalancer(id);
        ConnectionThrottle changed = throttles.change(
                CallerOf.request(request),
                loadBalancer,
                ConnectionThrottleBody.read(body),
                preconditions.admission(request, loadBalancer));
        return Answers.accepted(ConnectionThrottleBody.of(Optional.of(changed)));
    }

    @DELETE
    public Response remove(@Context ContainerRequestContext request, @PathParam("id") String id) {
        LoadBalancerId loadBalancer = Ids.loadBalancer(id);
        throttles.remove(CallerOf.request(request), loadBalancer, preconditions.admission(request, loadBalancer));
        return Answers.accepted();
    }
}
