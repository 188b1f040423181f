package io.steelyard.control.change;

import io.steelyard.control.store.WriteUnit;
import io.steelyard.domain.loadbalancer.LoadBalancer;
import java.time.Instant;

/** Makes of a balancer what it shall be. Runs within the unit that keeps the result, once more for each wait. */
@FunctionalInterface
public interface Edit {
    /**
     * @param current as it is, with the edits that are still being applied
     * @param now when the balancer, and what is changed with it, was changed
     */
    LoadBalancer apply(WriteUnit unit, LoadBalancer current, Instant now);
}
