package io.steelyard.proxy.engine;

import io.steelyard.domain.desired.DesiredListener;
import io.steelyard.domain.desired.Endpoint;
import io.steelyard.domain.listener.ListenerId;
import io.steelyard.domain.loadbalancer.TrafficPolicy;
import io.steelyard.domain.node.Condition;
import io.steelyard.domain.node.NodeType;
import io.steelyard.domain.pool.Algorithm;
import io.steelyard.proxy.balance.Memory;
import io.steelyard.proxy.balance.Ties;
import io.steelyard.proxy.cache.AnswerCache;
import io.steelyard.proxy.frontend.Candidates;
import io.steelyard.proxy.frontend.Policy;
import io.steelyard.proxy.frontend.Route;
import io.steelyard.proxy.frontend.RouteCell;
import io.steelyard.proxy.persistence.Sessions;
import io.steelyard.proxy.throttle.Clients;
import io.steelyard.proxy.upstream.Target;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The routes of one balancer's listeners. What a listener remembers of its choices goes on through every change. Any
 * thread may {@link #refresh}; the rest is the engine's.
 */
final class Routes {
    private static final Route NOWHERE = new Route(
            List.of(), Algorithm.RANDOM, new Memory(new Ties()), Policy.of(TrafficPolicy.DEFAULT, Clients::new));

    private static final class Place {
        final RouteCell cell = new RouteCell(NOWHERE);
        final Memory memory;

        Place(Ties ties) {
            memory = new Memory(ties);
        }
    }

    private final Map<ListenerId, Place> places = new ConcurrentHashMap<>();
    private final Ties ties = new Ties();
    private final OptionStates options;
    private final NodeContexts nodeContexts;
    private @Nullable Clients clients;

    Routes(OptionStates options, NodeContexts nodeContexts) {
        this.options = options;
        this.nodeContexts = nodeContexts;
    }

    RouteCell cell(ListenerId listener) {
        return place(listener).cell;
    }

    void set(DesiredListener listener, NodeStates nodes, Optional<AnswerCache> cache) {
        Candidates candidates = candidates(listener, nodes);
        Place place = place(listener.id());
        Sessions sessions = Sessions.of(
                listener, candidates.all().map(Target::node).toList(), place.memory.clients(), InstantSource.system());
        Policy policy = Policy.of(listener.policy(), this::clients)
                .withCache(cache)
                .withChoosing(options.choosing())
                .withNodeContext(nodeContexts.of(listener.id()));
        place.cell.set(new Route(candidates, sessions, listener.algorithm(), place.memory, policy));
        options.wake();
    }

    /** A client counts once, whichever of the balancer's ports it comes to. Made when there is a first use for it. */
    private Clients clients() {
        Clients known = clients;
        if (known == null) {
            known = new Clients();
            clients = known;
        }
        return known;
    }

    private static Candidates candidates(DesiredListener listener, NodeStates nodes) {
        return new Candidates(
                targets(
                        listener,
                        nodes,
                        node -> node.condition() == Condition.ENABLED && node.type() == NodeType.PRIMARY),
                targets(
                        listener,
                        nodes,
                        node -> node.condition() == Condition.ENABLED && node.type() == NodeType.SECONDARY),
                targets(listener, nodes, node -> node.condition() == Condition.DRAINING));
    }

    private static List<Target> targets(DesiredListener listener, NodeStates nodes, Predicate<Endpoint> wanted) {
        return listener.endpoints().stream()
                .filter(wanted)
                .flatMap(node -> nodes.target(node).stream())
                .toList();
    }

    /** The availability of a node has changed. */
    void refresh() {
        places.values().forEach(place -> place.cell.refresh());
        options.wake();
    }

    /** Connections of a listener that is gone keep its last route while they drain. */
    void retainOnly(Set<ListenerId> listeners) {
        places.forEach((listener, place) -> {
            if (!listeners.contains(listener)) {
                place.cell.abandon();
            }
        });
        places.keySet().retainAll(listeners);
    }

    void clear() {
        places.values().forEach(place -> place.cell.set(NOWHERE));
        places.clear();
    }

    private Place place(ListenerId listener) {
        return places.computeIfAbsent(listener, _ -> new Place(ties));
    }
}
