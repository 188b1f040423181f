package io.steelyard.control.classic;

import io.steelyard.control.store.LoadBalancerRow;
import io.steelyard.control.store.ReadUnit;
import io.steelyard.domain.classic.Wording;
import io.steelyard.domain.instance.Instance;
import io.steelyard.domain.loadbalancer.LoadBalancer;
import io.steelyard.domain.node.InstanceRef;
import io.steelyard.domain.node.Node;
import io.steelyard.domain.pool.Pool;
import io.steelyard.domain.region.Region;
import io.steelyard.domain.region.RegionName;
import io.steelyard.domain.region.Zone;
import io.steelyard.domain.virtualip.NodeAddress;
import io.steelyard.domain.virtualip.VipType;
import io.steelyard.domain.virtualip.VirtualIp;
import io.steelyard.domain.virtualip.VirtualIpId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The words for balancers that another dialect made, or changed: in their nodes the account's instances are known by their
 * addresses, each instance once.
 */
final class ClassicWords {
    private final Map<RegionName, List<Zone>> zones;

    ClassicWords(List<Region> regions) {
        this.zones = regions.stream().collect(Collectors.toUnmodifiableMap(Region::name, Region::zones));
    }

    LoadBalancerRow of(ReadUnit unit, LoadBalancerRow row) {
        return of(unit, List.of(row)).getFirst();
    }

    /** The same for balancers of one account; the account's instances are read at most once. */
    List<LoadBalancerRow> of(ReadUnit unit, List<LoadBalancerRow> rows) {
        Map<NodeAddress, Instance> inventory = rows.stream()
                .filter(row ->
                        row.configuration().filter(ClassicWords::hasUnknown).isPresent())
                .findFirst()
                .map(row -> inventory(unit, row.configuration().orElseThrow()))
                .orElse(Map.of());
        Set<VirtualIpId> vips = rows.stream()
                .filter(row -> row.configuration()
                        .filter(balancer -> balancer.classic().isEmpty())
                        .isPresent())
                .flatMap(row -> row.virtualIps().stream())
                .collect(Collectors.toSet());
        Map<VirtualIpId, VirtualIp> shown = vips.isEmpty() ? Map.of() : unit.virtualIps(vips);
        return rows.stream()
                .map(row -> worded(row, of(row.configuration().orElseThrow(), shown, inventory)))
                .toList();
    }

    private static LoadBalancerRow worded(LoadBalancerRow row, LoadBalancer words) {
        return row.configuration().filter(known -> known == words).isPresent() ? row : row.with(words, row.change());
    }

    LoadBalancer of(ReadUnit unit, LoadBalancer balancer) {
        return of(
                balancer,
                balancer.classic().isPresent() ? Map.of() : unit.virtualIps(balancer.virtualIps()),
                hasUnknown(balancer) ? inventory(unit, balancer) : Map.of());
    }

    private LoadBalancer of(
            LoadBalancer balancer, Map<VirtualIpId, VirtualIp> vips, Map<NodeAddress, Instance> inventory) {
        LoadBalancer known =
                hasUnknown(balancer) ? balancer.withPool(recognized(balancer.primaryPool(), inventory)) : balancer;
        return known.classic().isPresent()
                ? Wording.of(known)
                : Wording.of(known, isInternal(known, vips.values()), zones.getOrDefault(known.region(), List.of()));
    }

    /** Whether a balancer that another dialect made is for clients inside alone. */
    static boolean isInternal(LoadBalancer balancer, Collection<VirtualIp> vips) {
        return vips.stream()
                .filter(vip -> balancer.virtualIps().contains(vip.id()))
                .allMatch(vip -> vip.type() == VipType.SERVICENET);
    }

    private static boolean hasUnknown(LoadBalancer balancer) {
        return balancer.primaryPool().nodes().stream()
                .anyMatch(node -> node.instance().isEmpty());
    }

    private static Map<NodeAddress, Instance> inventory(ReadUnit unit, LoadBalancer balancer) {
        Map<NodeAddress, Instance> inventory = new HashMap<>();
        unit.instances(balancer.tenant()).forEach(instance -> inventory.putIfAbsent(instance.address(), instance));
        return inventory;
    }

    private static Pool recognized(Pool pool, Map<NodeAddress, Instance> inventory) {
        Set<NodeAddress> taken = new HashSet<>();
        pool.nodes().stream().filter(node -> node.instance().isPresent()).forEach(node -> taken.add(node.address()));
        Pool recognized = pool;
        for (Node node : pool.nodes()) {
            Optional<Instance> instance = node.instance().isPresent()
                    ? Optional.empty()
                    : Optional.ofNullable(inventory.get(node.address())).filter(_ -> taken.add(node.address()));
            recognized = instance.map(found -> node.withInstance(InstanceRef.to(found)))
                    .map(recognized::withNode)
                    .orElse(recognized);
        }
        return recognized;
    }

    /**
     * What is kept of a changed balancer: a node that was given by its address stays one, and does not go with an instance
     * that happens to have it; unless it was told to leave.
     */
    static LoadBalancer kept(LoadBalancer before, LoadBalancer changed) {
        Pool pool = changed.primaryPool();
        for (Node node : pool.nodes()) {
            boolean byAddress = before.primaryPool()
                    .node(node.id())
                    .filter(was -> was.instance().isEmpty())
                    .isPresent();
            if (byAddress && !node.departs()) {
                pool = pool.withNode(node.withoutInstance());
            }
        }
        return changed.withPool(pool);
    }
}
