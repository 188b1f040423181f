package io.steelyard.proxy.upstream;

import io.steelyard.domain.node.Weight;
import java.net.InetSocketAddress;

/** A node where a listener reaches it, and its share under the weighted algorithms. */
public record Target(NodeState node, InetSocketAddress address, Weight weight) {
    @Override
    public String toString() {
        return node + " at " + address.getAddress().getHostAddress() + ":" + address.getPort();
    }
}
