package io.steelyard.api.rackspace.limit;

import io.steelyard.api.body.Representation;
import io.steelyard.api.http.Format;
import io.steelyard.api.rackspace.CallerOf;
import io.steelyard.control.limit.LimitService;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;

/** {@code /loadbalancers/absolutelimits}, as the later service has it: how much the account may have. */
@Path("/v1.0/{tenantId}/loadbalancers/absolutelimits")
@Produces(Format.ALL)
public final class AbsoluteLimitResource {
    private final LimitService limits;

    public AbsoluteLimitResource(LimitService limits) {
        this.limits = limits;
    }

    @GET
    public Representation list(@Context ContainerRequestContext request) {
        return Representation.of(
                "absolute",
                AbsoluteLimits.values(limits.of(CallerOf.request(request).tenant())));
    }
}
