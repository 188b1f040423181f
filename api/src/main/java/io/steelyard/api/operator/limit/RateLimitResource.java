package io.steelyard.api.operator.limit;

import io.steelyard.api.body.Representation;
import io.steelyard.control.ratelimit.RateLimitService;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** {@code /operator/v1/rate-limits}: how many requests every account may send that was given nothing else. */
@Path("/operator/v1/rate-limits")
@Produces(MediaType.APPLICATION_JSON)
public final class RateLimitResource {
    private final RateLimitService rates;

    public RateLimitResource(RateLimitService rates) {
        this.rates = rates;
    }

    @GET
    public Representation get() {
        return RateLimitBody.of(rates.defaults());
    }
}
