package io.steelyard.control.loadbalancer;

import io.steelyard.control.node.NodeObservation;
import io.steelyard.control.node.NodeView;
import io.steelyard.control.store.LoadBalancerRow;
import io.steelyard.control.store.ReadUnit;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.virtualip.VirtualIp;
import io.steelyard.domain.virtualip.VirtualIpId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A balancer with all that a dialect shows of it.
 *
 * @param virtualIps in the order of the configuration; empty for a DELETED balancer
 * @param nodes of the primary pool, oldest first; empty for a DELETED balancer
 */
public record LoadBalancerView(LoadBalancerRow row, List<VirtualIp> virtualIps, List<NodeView> nodes) {
    public LoadBalancerView {
        virtualIps = List.copyOf(virtualIps);
        nodes = List.copyOf(nodes);
    }

    /** Everything of a balancer, within one unit. */
    public static LoadBalancerView of(ReadUnit unit, LoadBalancerRow row) {
        return of(unit, List.of(row)).getFirst();
    }

    /** The same for many rows, with one question of each kind for all. */
    public static List<LoadBalancerView> of(ReadUnit unit, List<LoadBalancerRow> rows) {
        Map<VirtualIpId, VirtualIp> vips = unit.virtualIps(
                rows.stream().flatMap(row -> row.virtualIps().stream()).toList());
        Map<LoadBalancerId, List<NodeObservation>> observed =
                unit.nodeObservations(rows.stream().map(LoadBalancerRow::id).toList()).stream()
                        .collect(Collectors.groupingBy(
                                observation -> observation.report().loadBalancer()));
        return rows.stream()
                .map(row -> of(row, vips, observed.getOrDefault(row.id(), List.of())))
                .toList();
    }

    private static LoadBalancerView of(
            LoadBalancerRow row, Map<VirtualIpId, VirtualIp> vips, List<NodeObservation> observed) {
        return new LoadBalancerView(
                row,
                row.virtualIps().stream()
                        .map(id -> Objects.requireNonNull(vips.get(id)))
                        .toList(),
                row.configuration()
                        .map(c -> c.primaryPool().nodes().stream()
                                .map(node -> NodeView.of(node, observed))
                                .toList())
                        .orElse(List.of()));
    }
}
