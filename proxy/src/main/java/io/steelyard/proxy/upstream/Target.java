package io.steelyard.proxy.upstream;

import io.steelyard.domain.node.Weight;
import io.steelyard.domain.region.Zone;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * A node where a listener reaches it, and its share under the weighted algorithms.
 *
 * @param zone present where its share goes by its zone instead
 */
public record Target(NodeState node, InetSocketAddress address, Weight weight, Optional<Zone> zone) {
    /** One whose share is its weight. */
    public Target(NodeState node, InetSocketAddress address, Weight weight) {
        this(node, address, weight, Optional.empty());
    }

    @Override
    public String toString() {
        return node + " at " + address.getAddress().getHostAddress() + ":" + address.getPort();
    }
}
