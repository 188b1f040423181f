package io.steelyard.api.rackspace.limit;

import io.steelyard.api.body.Representation;
import io.steelyard.api.http.Format;
import io.steelyard.control.limit.LimitService;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;

/** {@code /loadbalancers/limittypes}, as the later service has it: what is limited, and how for every account alike. */
@Path("/v1.0/{tenantId}/loadbalancers/limittypes")
@Produces(Format.ALL)
public final class LimitTypeResource {
    private final LimitService limits;

    public LimitTypeResource(LimitService limits) {
        this.limits = limits;
    }

    @GET
    public Representation list() {
        return Representation.of("limitTypes", AbsoluteLimits.types(limits.defaults()));
    }
}
