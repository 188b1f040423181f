package io.steelyard.control.store;

import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.loadbalancer.Status;
import java.util.Optional;

/**
 * Which balancers of all tenants and regions are wanted.
 *
 * @param tenant of this one alone
 * @param status in this one alone; without it DELETED ones are left out
 * @param from the lowest id wanted, inclusive; 1 for all
 * @param limit how many at most, 1 to {@value #MAX_LIMIT}
 */
public record LoadBalancerSearch(Optional<TenantId> tenant, Optional<Status> status, int from, int limit) {
    public static final int MAX_LIMIT = 1_000;

    public LoadBalancerSearch {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("a limit is 1 to " + MAX_LIMIT + ", not " + limit);
        }
    }
}
