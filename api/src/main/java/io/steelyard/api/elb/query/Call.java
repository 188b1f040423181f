package io.steelyard.api.elb.query;

import io.steelyard.control.identity.Caller;
import io.steelyard.domain.region.Region;

/**
 * What is asked, and by whom.
 *
 * @param host where, as the request names it
 */
public record Call(Caller caller, Region region, String host, Parameters parameters) {
    private static final String NAME = "LoadBalancerName";

    /**
     * The balancer that it is about.
     *
     * @throws QueryException when none is named
     */
    public String balancer() {
        return parameters.require(NAME);
    }
}
