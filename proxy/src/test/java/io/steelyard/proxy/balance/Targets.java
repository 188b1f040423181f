package io.steelyard.proxy.balance;

import io.steelyard.domain.node.NodeId;
import io.steelyard.domain.node.Weight;
import io.steelyard.proxy.upstream.NodeState;
import io.steelyard.proxy.upstream.Target;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.IntStream;

/** Nodes with the ids 1, 2, … */
final class Targets {
    private Targets() {}

    static List<Target> equal(int nodes) {
        return weighted(IntStream.range(0, nodes).map(_ -> 1).toArray());
    }

    static List<Target> weighted(int... weights) {
        return IntStream.range(0, weights.length)
                .mapToObj(i -> target(i + 1, weights[i]))
                .toList();
    }

    private static Target target(int id, int weight) {
        return new Target(
                new NodeState(new NodeId(id)),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), id),
                new Weight(weight));
    }

    static int id(Target target) {
        return target.node().id().value();
    }
}
