package io.steelyard.control.metadata;

import io.steelyard.domain.loadbalancer.LoadBalancer;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.metadata.Metadata;
import io.steelyard.domain.node.Node;
import io.steelyard.domain.node.NodeId;
import io.steelyard.domain.pool.Pool;
import io.steelyard.domain.refusal.Refusal;
import io.steelyard.domain.refusal.RefusedException;
import java.time.Instant;
import java.util.Optional;

/**
 * What metadata is about.
 *
 * @param node of the balancer; empty for the balancer itself
 */
public record Noted(LoadBalancerId loadBalancer, Optional<NodeId> node) {
    /** @throws RefusedException with NotFound when the node is not there */
    Metadata of(LoadBalancer current) {
        return node.map(id -> find(current.primaryPool(), id).metadata()).orElse(current.metadata());
    }

    /** @throws RefusedException with NotFound when the node is not there */
    LoadBalancer with(LoadBalancer current, Metadata metadata, Instant now) {
        Pool pool = current.primaryPool();
        return node.map(id -> current.withPool(pool.withNode(find(pool, id).withMetadata(metadata, now))))
                .orElseGet(() -> current.withMetadata(metadata));
    }

    private static Node find(Pool pool, NodeId id) {
        return pool.node(id).orElseThrow(() -> new RefusedException(new Refusal.NotFound(Refusal.Noun.NODE)));
    }
}
