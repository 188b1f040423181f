package io.steelyard.api.operator.traffic;

import io.steelyard.api.body.Representation;
import io.steelyard.api.operator.PathIds;
import io.steelyard.control.operator.OperatorService;
import io.steelyard.domain.traffic.TrafficOptions;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** {@code /operator/v1/loadbalancers/{id}/traffic}: what is switched on for it. PUT replaces all of it. */
@Path("/operator/v1/loadbalancers/{id}/traffic")
@Produces(MediaType.APPLICATION_JSON)
public final class TrafficOptionsResource {
    private final OperatorService loadBalancers;

    public TrafficOptionsResource(OperatorService loadBalancers) {
        this.loadBalancers = loadBalancers;
    }

    @GET
    public Representation get(@PathParam("id") String id) {
        return TrafficOptionsBody.of(loadBalancers.trafficOptions(PathIds.loadBalancer(id)));
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    public Response set(@PathParam("id") String id, @Nullable JsonNode body) {
        NewTrafficOptions wanted = TrafficOptionsBody.read(body);
        return accepted(
                loadBalancers.setTrafficOptions(PathIds.loadBalancer(id), wanted.options(), wanted.nodeIdentity()));
    }

    @DELETE
    public Response clear(@PathParam("id") String id) {
        return accepted(loadBalancers.clearTrafficOptions(PathIds.loadBalancer(id)));
    }

    private static Response accepted(TrafficOptions options) {
        return Response.accepted(TrafficOptionsBody.of(options)).build();
    }
}
