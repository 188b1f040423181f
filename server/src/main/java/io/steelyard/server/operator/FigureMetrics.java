package io.steelyard.server.operator;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.steelyard.control.fleet.HostFigures;
import io.steelyard.control.fleet.Lookout;
import io.steelyard.domain.observed.BalancerFigures;
import io.steelyard.domain.observed.NodeFigures;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the hosts see of the work of balancers and nodes, asked for when somebody scrapes. There are never more than so many
 * of either from one host, whatever tenants make: the busiest.
 */
final class FigureMetrics implements MultiCollector {
    static final int MOST_BALANCERS = 1000;
    static final int MOST_NODES = 500;

    private static final Comparator<BalancerFigures> BY_WORK =
            Comparator.comparingLong(FigureMetrics::work).reversed();

    private final Lookout hosts;

    FigureMetrics(Lookout hosts) {
        this.hosts = hosts;
    }

    @Override
    public MetricSnapshots collect() {
        FigureFamilies balancers = new FigureFamilies("steelyard_load_balancer", "of a load balancer");
        FigureFamilies nodes = new FigureFamilies("steelyard_node", "of a node");
        for (HostFigures host : hosts.look(MOST_NODES)) {
            busiest(host.balancers()).forEach(balancer -> {
                Labels labels = Labels.of(
                        "host",
                        host.host().value(),
                        "load_balancer",
                        balancer.loadBalancer().toString());
                balancers.add(labels, balancer.figures());
                balancer.nodes().forEach(node -> add(nodes, labels, node));
            });
        }
        return new MetricSnapshots(Stream.of(balancers.work(), balancers.choices(), nodes.traffic(), nodes.work())
                .flatMap(List::stream)
                .toList());
    }

    private static void add(FigureFamilies nodes, Labels balancer, NodeFigures node) {
        nodes.add(balancer.merge(Labels.of("node", node.node().toString())), node.figures());
    }

    private static List<BalancerFigures> busiest(List<BalancerFigures> all) {
        return all.stream().sorted(BY_WORK).limit(MOST_BALANCERS).toList();
    }

    private static long work(BalancerFigures balancer) {
        return balancer.figures().requests() + balancer.figures().connections();
    }
}
