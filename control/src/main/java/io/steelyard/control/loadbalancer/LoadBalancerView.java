package io.steelyard.control.loadbalancer;

import io.steelyard.control.node.NodeView;
import io.steelyard.control.store.LoadBalancerRow;
import io.steelyard.control.store.ReadUnit;
import io.steelyard.domain.loadbalancer.LoadBalancer;
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
        List<VirtualIpId> ids =
                row.configuration().map(LoadBalancer::virtualIps).orElse(List.of());
        Map<VirtualIpId, VirtualIp> vips = unit.virtualIps(ids);
        return new LoadBalancerView(
                row,
                ids.stream().map(id -> Objects.requireNonNull(vips.get(id))).toList(),
                row.configuration()
                        .map(c -> c.primaryPool().nodes().stream()
                                .map(NodeView::of)
                                .toList())
                        .orElse(List.of()));
    }
}
