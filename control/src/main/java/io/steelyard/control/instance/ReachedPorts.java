package io.steelyard.control.instance;

import io.steelyard.control.store.ReadUnit;
import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.classic.Classic;
import io.steelyard.domain.classic.Wording;
import io.steelyard.domain.instance.InstanceId;
import io.steelyard.domain.listener.Port;
import io.steelyard.domain.loadbalancer.LoadBalancer;
import io.steelyard.domain.node.InstanceRef;
import io.steelyard.domain.node.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where the balancers of an account reach the instances that they have. */
final class ReachedPorts {
    private final Map<InstanceId, List<Port>> ports = new HashMap<>();

    private ReachedPorts() {}

    static ReachedPorts of(ReadUnit unit, TenantId tenant) {
        ReachedPorts reached = new ReachedPorts();
        unit.everyLoadBalancer().stream()
                .filter(row -> row.tenant().equals(tenant))
                .flatMap(row -> row.configuration().stream())
                .forEach(reached::add);
        return reached;
    }

    private void add(LoadBalancer balancer) {
        List<Port> words = balancer.classic().isPresent()
                ? Wording.of(balancer).classic().map(Classic::instancePorts).orElse(List.of())
                : List.of();
        for (Node node : balancer.primaryPool().nodes()) {
            node.instance().map(InstanceRef::id).ifPresent(id -> {
                List<Port> all = ports.computeIfAbsent(id, _ -> new ArrayList<>());
                all.addAll(words);
                all.add(node.port());
            });
        }
    }

    List<Port> of(InstanceId id) {
        return ports.getOrDefault(id, List.of());
    }
}
