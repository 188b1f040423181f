package io.steelyard.control.change;

import io.steelyard.control.store.WriteUnit;
import io.steelyard.domain.loadbalancer.LoadBalancer;
import java.time.Instant;

/** Makes a balancer that was not there, with ids and virtual IPs from the unit that keeps it. */
@FunctionalInterface
public interface Creation {
    /** @param now when the balancer, and what is made with it, was made */
    LoadBalancer apply(WriteUnit unit, Instant now);
}
