package io.steelyard.control.store;

import io.steelyard.domain.loadbalancer.Status;
import io.steelyard.domain.virtualip.NodeAddress;
import java.time.Instant;
import java.util.Optional;

/**
 * Which balancers are wanted: those that fit all that is given, and whose primary listener is alone. DELETED ones are left out unless they are asked for by
 * their status, or as something that changed.
 *
 * @param name exactly
 * @param nodeAddress of one of its nodes, whatever the node's condition
 * @param changedSince at this moment or later
 */
public record LoadBalancerFilter(
        Optional<Status> status,
        Optional<String> name,
        Optional<NodeAddress> nodeAddress,
        Optional<Instant> changedSince) {
    /** Every balancer that is not DELETED. */
    public static final LoadBalancerFilter NONE =
            new LoadBalancerFilter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    public boolean withDeleted() {
        return changedSince.isPresent() || status.filter(Status.DELETED::equals).isPresent();
    }
}
