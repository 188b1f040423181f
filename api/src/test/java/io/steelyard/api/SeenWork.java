package io.steelyard.api;

import io.steelyard.control.fleet.HostFigures;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.node.NodeId;
import io.steelyard.domain.observed.BalancerFigures;
import io.steelyard.domain.observed.Figures;
import io.steelyard.domain.observed.HostName;
import io.steelyard.domain.observed.Latencies;
import io.steelyard.domain.observed.NodeFigures;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What a host without traffic could have seen: one balancer, and as many nodes as are asked for. */
final class SeenWork {
    private SeenWork() {}

    static List<HostFigures> by(int nodes) {
        Figures figures = new Figures(
                10, 2, 30, 400, 5_000, List.of(0L, 28L, 0L, 1L, 1L), 1, 0, Map.of("NO_NODE", 1L), Latencies.NONE);
        List<NodeFigures> all = IntStream.rangeClosed(1, nodes)
                .mapToObj(id -> new NodeFigures(new NodeId(id), figures))
                .toList();
        return List.of(
                new HostFigures(HostName.LOCAL, List.of(new BalancerFigures(new LoadBalancerId(7), figures, all))));
    }
}
