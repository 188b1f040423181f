package io.steelyard.proxy.figures;

import io.steelyard.domain.observed.BalancerFigures;
import io.steelyard.domain.observed.NodeFigures;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The nodes that have done most of all, so that what is told of nodes is bounded however many there are.
 *
 * @param most how many
 */
public record Busiest(int most) {
    private static final Comparator<NodeFigures> BY_WORK =
            Comparator.comparingLong(Busiest::work).reversed();

    public static Busiest of(int most) {
        return new Busiest(most);
    }

    /** The same balancers with no other nodes than these. */
    public List<BalancerFigures> in(List<BalancerFigures> balancers) {
        Set<NodeFigures> kept = balancers.stream()
                .flatMap(balancer -> balancer.nodes().stream())
                .sorted(BY_WORK)
                .limit(most)
                .collect(Collectors.toSet());
        return balancers.stream()
                .map(balancer -> new BalancerFigures(
                        balancer.loadBalancer(),
                        balancer.figures(),
                        balancer.nodes().stream().filter(kept::contains).toList()))
                .toList();
    }

    private static long work(NodeFigures node) {
        return node.figures().requests() + node.figures().connections();
    }
}
