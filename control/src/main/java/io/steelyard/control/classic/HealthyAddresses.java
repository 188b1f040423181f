package io.steelyard.control.classic;

import io.steelyard.control.loadbalancer.LoadBalancerView;
import io.steelyard.control.node.NodeView;
import io.steelyard.control.store.LoadBalancerRow;
import io.steelyard.control.store.ReadUnit;
import io.steelyard.control.store.Revision;
import io.steelyard.control.virtualip.VipPools;
import io.steelyard.domain.loadbalancer.Change;
import io.steelyard.domain.loadbalancer.LoadBalancer;
import io.steelyard.domain.node.Condition;
import io.steelyard.domain.node.InstanceRef;
import io.steelyard.domain.node.Node;
import io.steelyard.domain.node.NodeStatus;
import io.steelyard.domain.region.Zone;
import io.steelyard.domain.virtualip.IpAddress;
import io.steelyard.domain.virtualip.VirtualIp;
import io.steelyard.domain.virtualip.VirtualIpId;
import java.util.List;
import java.util.Optional;

/**
 * Which of a balancer's addresses clients shall have: those of virtual IPs that are served and have an instance in service
 * behind them, which for one of a zone is one of that zone unless traffic crosses zones. Where none is like that all of
 * them: an answer that leads nowhere helps nobody, and what is known here may be wrong.
 */
final class HealthyAddresses {
    private HealthyAddresses() {}

    /** In the order of the configuration. */
    static List<IpAddress> of(ReadUnit unit, LoadBalancerRow row, VipPools pools) {
        LoadBalancerView view = LoadBalancerView.of(unit, row);
        List<Node> inService = view.nodes().stream()
                .filter(HealthyAddresses::isInService)
                .map(NodeView::node)
                .toList();
        boolean crossZone = row.configuration()
                .flatMap(LoadBalancer::classic)
                .filter(said -> !said.attributes().crossZone())
                .isEmpty();
        List<VirtualIp> healthy = inService.isEmpty()
                ? List.of()
                : served(unit, row, view.virtualIps()).stream()
                        .filter(vip -> crossZone || isReached(pools.zone(vip.address()), inService))
                        .toList();
        return (healthy.isEmpty() ? view.virtualIps() : healthy)
                .stream().map(VirtualIp::address).toList();
    }

    private static boolean isInService(NodeView node) {
        return node.node().condition() == Condition.ENABLED && node.status() == NodeStatus.ONLINE;
    }

    private static boolean isReached(Optional<Zone> zone, List<Node> inService) {
        return zone.isEmpty()
                || inService.stream()
                        .anyMatch(node -> node.instance().map(InstanceRef::zone).equals(zone));
    }

    /** Those that the hosts serve: one that was just added they have yet to. */
    private static List<VirtualIp> served(ReadUnit unit, LoadBalancerRow row, List<VirtualIp> all) {
        Change change = row.change();
        if (change.suspended() || change.appliedGeneration() == 0) {
            return List.of();
        }
        if (change.isSettled()) {
            return all;
        }
        List<VirtualIpId> applied = unit.revisions(row.id()).stream()
                .filter(revision -> revision.generation() == change.appliedGeneration())
                .findFirst()
                .map((Revision revision) -> revision.configuration().virtualIps())
                .orElse(List.of());
        return all.stream().filter(vip -> applied.contains(vip.id())).toList();
    }
}
