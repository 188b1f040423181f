package io.steelyard.api.rackspace;

import io.steelyard.control.ratelimit.RateLimitService;
import io.steelyard.control.ratelimit.Verb;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;

/** Counts what accounts ask, whatever becomes of it, once it is known that they ask. */
@PreMatching
@Priority(Priorities.AUTHENTICATION + 100)
public final class RateLimitFilter implements ContainerRequestFilter {
    private final RateLimitService rates;

    public RateLimitFilter(RateLimitService rates) {
        this.rates = rates;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (CallerOf.isKnown(request)) {
            rates.take(CallerOf.request(request).tenant(), Verb.of(request.getMethod()), TokenFilter.below(request));
        }
    }
}
