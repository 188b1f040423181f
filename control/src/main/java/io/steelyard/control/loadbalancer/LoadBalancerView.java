package io.steelyard.control.loadbalancer;

import io.steelyard.control.node.NodeView;
import io.steelyard.control.store.LoadBalancerRow;
import io.steelyard.control.store.ReadUnit;
import io.steelyard.domain.virtualip.VirtualIp;
import io.steelyard.domain.virtualip.VirtualIpId;
import java.util.List;
import java.util.Map;
import java.util.Objects;

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

    static LoadBalancerView of(ReadUnit unit, LoadBalancerRow row) {
        return of(row, unit.virtualIps(row.virtualIps()));
    }

    /** The same for many rows, with one question for all their virtual IPs. */
    static List<LoadBalancerView> of(ReadUnit unit, List<LoadBalancerRow> rows) {
        Map<VirtualIpId, VirtualIp> vips = unit.virtualIps(
                rows.stream().flatMap(row -> row.virtualIps().stream()).toList());
        return rows.stream().map(row -> of(row, vips)).toList();
    }

    private static LoadBalancerView of(LoadBalancerRow row, Map<VirtualIpId, VirtualIp> vips) {
        return new LoadBalancerView(
                row,
                row.virtualIps().stream()
                        .map(id -> Objects.requireNonNull(vips.get(id)))
                        .toList(),
                row.configuration()
                        .map(c -> c.primaryPool().nodes().stream()
                                .map(NodeView::of)
                                .toList())
                        .orElse(List.of()));
    }
}
