package io.steelyard.api.operator.limit;

import io.steelyard.api.body.Representation;
import io.steelyard.control.limit.LimitService;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** {@code /operator/v1/limits}: what every account may have that was given nothing else; set at the start. */
@Path("/operator/v1/limits")
@Produces(MediaType.APPLICATION_JSON)
public final class LimitResource {
    private final LimitService limits;

    public LimitResource(LimitService limits) {
        this.limits = limits;
    }

    @GET
    public Representation get() {
        return LimitBody.of(limits.defaults());
    }
}
