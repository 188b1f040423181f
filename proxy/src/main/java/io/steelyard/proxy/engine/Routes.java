package io.steelyard.proxy.engine;

import io.steelyard.domain.desired.DesiredListener;
import io.steelyard.domain.listener.ListenerId;
import io.steelyard.domain.node.Condition;
import io.steelyard.domain.pool.Algorithm;
import io.steelyard.proxy.balance.Picker;
import io.steelyard.proxy.balance.RandomPicker;
import io.steelyard.proxy.balance.RoundRobinPicker;
import io.steelyard.proxy.frontend.Route;
import io.steelyard.proxy.frontend.RouteCell;
import io.steelyard.proxy.upstream.Target;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The routes of one balancer's listeners. A listener's turns go on through every change. */
final class Routes {
    private static final Route NOWHERE = new Route(List.of(), RandomPicker.PER_THREAD, Duration.ofSeconds(30));

    private final Map<ListenerId, RouteCell> cells = new HashMap<>();
    private final Map<ListenerId, RoundRobinPicker> turns = new HashMap<>();

    RouteCell cell(ListenerId listener) {
        return cells.computeIfAbsent(listener, _ -> new RouteCell(NOWHERE));
    }

    void set(DesiredListener listener, NodeStates nodes) {
        List<Target> targets = listener.endpoints().stream()
                .filter(endpoint -> endpoint.condition() == Condition.ENABLED)
                .map(nodes::target)
                .toList();
        cell(listener.id()).set(new Route(targets, picker(listener), listener.idleTimeout()));
    }

    /** Connections of a listener that is gone keep its last route while they drain. */
    void retainOnly(Set<ListenerId> listeners) {
        cells.keySet().retainAll(listeners);
        turns.keySet().retainAll(listeners);
    }

    void clear() {
        cells.values().forEach(cell -> cell.set(NOWHERE));
        retainOnly(Set.of());
    }

    private Picker picker(DesiredListener listener) {
        return listener.algorithm() == Algorithm.RANDOM
                ? RandomPicker.PER_THREAD
                : turns.computeIfAbsent(listener.id(), _ -> new RoundRobinPicker());
    }
}
