package io.steelyard.api.rackspace.stats;

import io.steelyard.api.body.Representation;
import io.steelyard.api.http.Format;
import io.steelyard.api.rackspace.CallerOf;
import io.steelyard.api.rackspace.Ids;
import io.steelyard.control.usage.Stats;
import io.steelyard.control.usage.UsageService;
import io.steelyard.domain.observed.Traffic;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code /loadbalancers/{id}/stats}: what was counted since the balancer was made. */
@Path("/v1.0/{tenantId}/loadbalancers/{id}/stats")
@Produces(Format.ALL)
public final class StatsResource {
    private final UsageService usage;

    public StatsResource(UsageService usage) {
        this.usage = usage;
    }

    @GET
    public Representation get(@Context ContainerRequestContext request, @PathParam("id") String id) {
        Stats stats = usage.stats(CallerOf.request(request), Ids.loadBalancer(id));
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        write(body, "", stats.plain());
        write(body, "Ssl", stats.secure());
        return Representation.bare("stats", body);
    }

    private static void write(ObjectNode body, String kind, Traffic counted) {
        body.put("connectTimeOut" + kind, counted.connectTimeOuts())
                .put("connectError" + kind, counted.connectErrors())
                .put("connectFailure" + kind, counted.connectFailures())
                .put("dataTimedOut" + kind, counted.dataTimeOuts())
                .put("keepAliveTimedOut" + kind, counted.keepAliveTimeOuts())
                .put("maxConn" + kind, counted.peak())
                .put("currentConn" + kind, counted.current());
    }
}
