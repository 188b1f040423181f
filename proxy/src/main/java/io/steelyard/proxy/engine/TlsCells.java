package io.steelyard.proxy.engine;

import io.steelyard.domain.desired.DesiredListener;
import io.steelyard.domain.desired.DesiredLoadBalancer;
import io.steelyard.domain.listener.ListenerId;
import io.steelyard.domain.loadbalancer.Failure;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.traffic.ClientCertificates;
import io.steelyard.proxy.tls.Alpn;
import io.steelyard.proxy.tls.ServerContexts;
import io.steelyard.proxy.tls.TlsCell;
import io.steelyard.proxy.tls.TlsException;
import io.steelyard.proxy.tls.TlsServers;
import io.steelyard.proxy.tls.TlsTerms;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What the listeners of one balancer end TLS with. The engine's alone. */
final class TlsCells {
    private final LoadBalancerId loadBalancer;
    private final TlsServers servers;
    private final Map<ListenerId, TlsCell> cells = new HashMap<>();

    TlsCells(LoadBalancerId loadBalancer, TlsServers servers) {
        this.loadBalancer = loadBalancer;
        this.servers = servers;
    }

    /** What is new of a generation, ready to be applied or discarded. */
    final class Change {
        private final Map<ListenerId, ServerContexts> fresh = new HashMap<>();

        /** Clients that are accepted from now on get it; nobody's connection changes. */
        void apply() {
            fresh.forEach((listener, contexts) ->
                    cells.computeIfAbsent(listener, _ -> servers.newCell()).set(contexts));
        }

        void discard() {
            fresh.values().forEach(ServerContexts::release);
        }
    }

    /** @throws RejectedException when a certificate cannot be used; nothing is left then */
    Change prepare(DesiredLoadBalancer desired) throws RejectedException {
        Change change = new Change();
        try {
            for (DesiredListener listener : desired.listeners()) {
                Optional<TlsTerms> wanted = terms(listener).filter(terms -> !isServed(listener.id(), terms));
                if (wanted.isPresent()) {
                    change.fresh.put(listener.id(), contexts(listener.id(), wanted.get()));
                }
            }
            return change;
        } catch (TlsException unusable) {
            change.discard();
            throw new RejectedException(Failure.Code.UNSUPPORTED, String.valueOf(unusable.getMessage()));
        }
    }

    private static Optional<TlsTerms> terms(DesiredListener listener) {
        return listener.tls()
                .map(tls -> new TlsTerms(
                        tls,
                        listener.policy()
                                .options()
                                .find(ClientCertificates.class)
                                .map(ClientCertificates::authorities),
                        Alpn.of(listener.protocol(), tls)));
    }

    private ServerContexts contexts(ListenerId listener, TlsTerms wanted) throws TlsException {
        return servers.prepare(loadBalancer + "/" + listener, wanted, cell(listener));
    }

    private boolean isServed(ListenerId listener, TlsTerms wanted) {
        TlsCell cell = cells.get(listener);
        return cell != null && cell.serves(wanted);
    }

    /** Empty where TLS does not end. */
    Optional<TlsCell> cell(ListenerId listener) {
        return Optional.ofNullable(cells.get(listener));
    }

    void retainOnly(DesiredLoadBalancer desired) {
        Set<ListenerId> wanted = desired.listeners().stream()
                .filter(listener -> listener.tls().isPresent())
                .map(DesiredListener::id)
                .collect(Collectors.toSet());
        cells.entrySet().removeIf(place -> {
            boolean gone = !wanted.contains(place.getKey());
            if (gone) {
                servers.forget(place.getValue());
            }
            return gone;
        });
    }

    void clear() {
        cells.values().forEach(servers::forget);
        cells.clear();
    }
}
