package io.steelyard.proxy.engine;

import io.steelyard.domain.desired.Bind;
import io.steelyard.domain.desired.DesiredListener;
import io.steelyard.domain.desired.DesiredLoadBalancer;
import io.steelyard.domain.listener.ListenerId;
import io.steelyard.domain.listener.Protocol;
import io.steelyard.domain.loadbalancer.Failure;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.observed.BalancerFigures;
import io.steelyard.proxy.cache.AnswerCache;
import io.steelyard.proxy.cache.Caches;
import io.steelyard.proxy.counters.BalancerCounters;
import io.steelyard.proxy.counters.ListenerCounters;
import io.steelyard.proxy.counters.Metering;
import io.steelyard.proxy.frontend.ConnectionCap;
import io.steelyard.proxy.frontend.Frontend;
import io.steelyard.proxy.frontend.Terms;
import io.steelyard.proxy.handover.HandedSocket;
import io.steelyard.proxy.health.NodeHealth;
import io.steelyard.proxy.tls.NodeContext;
import io.steelyard.proxy.tls.TlsServers;
import io.steelyard.proxy.upstream.KnownNode;
import io.steelyard.proxy.upstream.NodeState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One balancer as this host serves it. Used by the engine alone, under its lock; event loops see its frontends. */
final class Balancer {
    /** For open connections of an address or protocol that is gone. */
    static final Duration DRAIN_LIMIT = Duration.ofSeconds(30);

    private final LoadBalancerId id;
    private final Binder binder;
    private final ConnectionCap cap;
    private final int clientsPerListener;
    private final Metering metering;
    private final BalancerCounters counters;
    private final Map<Bind, BoundSocket> sockets = new HashMap<>();
    private final NodeStates nodes;
    private final OptionStates options;
    private final NodeContexts nodeContexts = new NodeContexts();
    private final Routes routes;
    private final TlsCells tls;
    private final Caches caches;
    private DesiredLoadBalancer applied;
    private Version version = Version.NONE;

    Balancer(
            LoadBalancerId id,
            Binder binder,
            ConnectionCap cap,
            int clientsPerListener,
            Metering metering,
            NodeHealth health,
            TlsServers tls,
            Caches caches,
            NodePlaces places) {
        this.id = id;
        this.binder = binder;
        this.cap = cap;
        this.clientsPerListener = clientsPerListener;
        this.metering = metering;
        this.counters = metering.of(id);
        this.tls = new TlsCells(id, tls);
        this.caches = caches;
        this.options = new OptionStates(health);
        this.routes = new Routes(options, nodeContexts);
        this.nodes = new NodeStates(id, health, places, routes::refresh);
        this.applied = new DesiredLoadBalancer(id, List.of());
    }

    LoadBalancerId id() {
        return id;
    }

    /** What it serves. */
    Version version() {
        return version;
    }

    /** A later version asks for what it serves already. */
    void confirm(Version next) {
        version = next;
    }

    /** Whether it serves exactly this, with every socket as it should be. */
    boolean serves(DesiredLoadBalancer desired) {
        return applied.equals(desired)
                && sockets.values().stream().allMatch(socket -> socket.channel().isOpen());
    }

    /**
     * Serves this from now on: new addresses are bound before any other thing changes, and old ones are let go last, so
     * that a change never leaves a gap, and a refused one never a trace. The caller sweeps the loops.
     *
     * @return whether an address was let go
     */
    boolean apply(DesiredLoadBalancer desired, Version next) throws RejectedException {
        Map<Bind, DesiredListener> wanted = binds(desired);
        Map<ListenerId, NodeContext> nodeTls = nodeContexts.prepare(desired);
        TlsCells.Change tlsChange = tls.prepare(desired);
        try {
            bindMissing(wanted);
        } catch (RejectedException refused) {
            tlsChange.discard();
            throw refused;
        }
        tlsChange.apply();
        nodeContexts.set(nodeTls);
        nodes.admit(desired);
        nodes.place(desired);
        options.follow(desired);
        Optional<AnswerCache> cache = cache(desired);
        desired.listeners().forEach(listener -> routes.set(listener, nodes, cache));
        if (cache.isEmpty()) {
            caches.forget(id);
        }
        nodes.follow(desired);
        options.watch(nodes.serving());
        wanted.forEach(this::serve);
        boolean released = releaseAllBut(wanted);
        tls.retainOnly(desired);
        routes.retainOnly(desired.listeners().stream().map(DesiredListener::id).collect(Collectors.toSet()));
        applied = desired;
        version = next;
        return released;
    }

    /** The names of its nodes lead elsewhere: new connections go there, open ones go on. The caller sweeps the loops. */
    void readdress() {
        nodes.place(applied);
        Optional<AnswerCache> cache = cache(applied);
        applied.listeners().forEach(listener -> routes.set(listener, nodes, cache));
        nodes.follow(applied);
        options.watch(nodes.serving());
    }

    /** One for all listeners. A balancer that is to serve nothing, as a suspended one, gives nothing again either. */
    private Optional<AnswerCache> cache(DesiredLoadBalancer desired) {
        boolean wanted = desired.listeners().stream()
                .anyMatch(listener -> listener.protocol() == Protocol.HTTP
                        && listener.policy().contentCaching()
                        && !listener.endpoints().isEmpty());
        return wanted ? Optional.of(caches.of(id)) : Optional.empty();
    }

    /** What is seen of its work, and of its nodes'. */
    BalancerFigures figures() {
        return new BalancerFigures(id, counters.figures().withWaiting(options.waiting()), nodes.figures());
    }

    /** Added nodes that wait for their first probe. */
    List<NodeState> heldNodes() {
        return nodes.held();
    }

    /** Serves nothing more. The caller sweeps the loops. */
    void remove() {
        routes.clear();
        options.watch(Set.of());
        caches.forget(id);
        nodes.forgetAll();
        stopListening(Duration.ZERO);
        tls.clear();
    }

    /**
     * Lets every address go.
     *
     * @param drain how long open connections may go on
     */
    void stopListening(Duration drain) {
        List.copyOf(sockets.values()).forEach(socket -> release(socket, drain));
    }

    /** Its sockets, for another process that is to have them as well. */
    Stream<HandedSocket> handed() {
        return sockets.values().stream().map(BoundSocket::handed);
    }

    /** Its nodes, for another process. */
    Stream<KnownNode> knownNodes() {
        return nodes.known();
    }

    /** Takes no more clients. */
    void pauseAccepting() {
        sockets.values().forEach(BoundSocket::pauseAccepting);
    }

    /** Takes clients again. */
    void resumeAccepting() {
        sockets.values().stream()
                .filter(socket -> socket.acceptor().frontend() != null)
                .forEach(BoundSocket::startAccepting);
    }

    /**
     * Another process has its sockets now.
     *
     * @param drain how long open connections may go on
     */
    void leave(Duration drain) {
        long end = System.nanoTime() + drain.toNanos();
        for (BoundSocket socket : sockets.values()) {
            Frontend frontend = socket.acceptor().frontend();
            if (frontend != null) {
                frontend.handOver(end);
            }
            binder.leave(socket);
        }
        sockets.clear();
    }

    private static Map<Bind, DesiredListener> binds(DesiredLoadBalancer desired) throws RejectedException {
        Map<Bind, DesiredListener> binds = new LinkedHashMap<>();
        for (DesiredListener listener : desired.listeners()) {
            for (Bind bind : listener.binds()) {
                if (bind.transport() != listener.protocol().transport()) {
                    throw new RejectedException(
                            Failure.Code.UNSUPPORTED, listener.protocol() + " cannot be served at " + bind + ".");
                }
                if (binds.put(bind, listener) != null) {
                    throw new RejectedException(
                            Failure.Code.UNSUPPORTED, "Two listeners of this load balancer want " + bind + ".");
                }
            }
        }
        return binds;
    }

    private void bindMissing(Map<Bind, DesiredListener> wanted) throws RejectedException {
        sockets.values().removeIf(socket -> !socket.channel().isOpen());
        List<BoundSocket> fresh = new ArrayList<>();
        try {
            for (Bind bind : wanted.keySet()) {
                if (!sockets.containsKey(bind)) {
                    fresh.add(binder.listen(bind));
                }
            }
        } catch (RejectedException refused) {
            fresh.forEach(socket -> binder.release(socket, Duration.ZERO));
            throw refused;
        }
        fresh.forEach(socket -> sockets.put(socket.bind(), socket));
    }

    private void serve(Bind bind, DesiredListener listener) {
        BoundSocket socket = sockets.get(bind);
        if (socket == null) {
            throw new IllegalStateException(bind + " was not bound");
        }
        Frontend current = socket.acceptor().frontend();
        Terms terms = terms(listener);
        if (current != null && current.terms().equals(terms)) {
            return;
        }
        socket.acceptor()
                .serve(
                        new Frontend(
                                id,
                                bind,
                                terms,
                                routes.cell(listener.id()),
                                cap.ofListener(clientsPerListener),
                                counters(terms)),
                        tls.cell(listener.id()));
        if (current == null) {
            binder.accept(socket);
        } else {
            retire(current, DRAIN_LIMIT);
        }
    }

    private static Terms terms(DesiredListener listener) {
        return new Terms(
                listener.id(),
                listener.role(),
                listener.protocol(),
                listener.tls().isPresent(),
                listener.redirect());
    }

    private ListenerCounters counters(Terms terms) {
        return metering.listener(terms.secure() ? counters.secure() : counters.plain());
    }

    private boolean releaseAllBut(Map<Bind, DesiredListener> wanted) {
        List<BoundSocket> gone = sockets.values().stream()
                .filter(socket -> !wanted.containsKey(socket.bind()))
                .toList();
        gone.forEach(binder::acceptQueued);
        gone.forEach(socket -> release(socket, DRAIN_LIMIT));
        return !gone.isEmpty();
    }

    private void release(BoundSocket socket, Duration drain) {
        sockets.remove(socket.bind());
        Frontend frontend = socket.acceptor().frontend();
        if (frontend != null) {
            retire(frontend, drain);
        }
        binder.release(socket, drain);
    }

    private static void retire(Frontend frontend, Duration drain) {
        frontend.retire(System.nanoTime() + drain.toNanos());
    }
}
