package io.steelyard.proxy.upstream;

import java.net.InetSocketAddress;

/** A node where a listener reaches it. */
public record Target(NodeState node, InetSocketAddress address) {
    @Override
    public String toString() {
        return node + " at " + address.getAddress().getHostAddress() + ":" + address.getPort();
    }
}
