package io.steelyard.proxy.engine;

import io.steelyard.domain.desired.DesiredListener;
import io.steelyard.domain.desired.DesiredLoadBalancer;
import io.steelyard.domain.listener.ListenerId;
import io.steelyard.domain.listener.Protocol;
import io.steelyard.domain.loadbalancer.Failure;
import io.steelyard.domain.traffic.NodeHttp2;
import io.steelyard.domain.traffic.NodeTls;
import io.steelyard.proxy.tls.NodeContext;
import io.steelyard.proxy.tls.TlsException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How one balancer's connections to nodes speak TLS, for each of its listeners; those that ask for the same have the same. It
 * stays as it is through changes of other things. The engine's.
 */
final class NodeContexts {
    private Map<ListenerId, NodeContext> current = Map.of();

    /**
     * What is asked for, for {@link #set}.
     *
     * @throws RejectedException when it cannot be used
     */
    Map<ListenerId, NodeContext> prepare(DesiredLoadBalancer desired) throws RejectedException {
        List<NodeContext> known = new ArrayList<>(current.values());
        Map<ListenerId, NodeContext> prepared = new HashMap<>();
        for (DesiredListener listener : desired.listeners()) {
            Optional<NodeTls> wanted = wanted(listener);
            if (wanted.isPresent()) {
                NodeContext context = context(wanted.get(), listener, known);
                known.add(context);
                prepared.put(listener.id(), context);
            }
        }
        return prepared;
    }

    private static Optional<NodeTls> wanted(DesiredListener listener) {
        return listener.redirect().isEmpty() && isWrapped(listener.protocol())
                ? listener.policy().options().find(NodeTls.class)
                : Optional.empty();
    }

    /** Connections that carry the client's TLS through, and FTP's, get no other. */
    private static boolean isWrapped(Protocol protocol) {
        return switch (protocol) {
            case HTTPS, LDAPS, IMAPS, POP3S, SFTP, FTP -> false;
            default -> true;
        };
    }

    private static NodeContext context(NodeTls wanted, DesiredListener listener, Collection<NodeContext> known)
            throws RejectedException {
        boolean http2 = speaksHttp2(listener);
        Optional<NodeContext> same = known.stream()
                .filter(context -> context.serves(wanted, listener.nodeIdentity(), http2))
                .findFirst();
        if (same.isPresent()) {
            return same.get();
        }
        try {
            return NodeContext.of(wanted, listener.nodeIdentity(), http2);
        } catch (TlsException unusable) {
            throw new RejectedException(Failure.Code.UNSUPPORTED, String.valueOf(unusable.getMessage()));
        }
    }

    private static boolean speaksHttp2(DesiredListener listener) {
        return listener.protocol() == Protocol.HTTP
                && listener.policy().options().find(NodeHttp2.class).isPresent();
    }

    /** Connections that are made from now on are made so. */
    void set(Map<ListenerId, NodeContext> next) {
        current = Map.copyOf(next);
    }

    /** What holds for connections of a listener. */
    Optional<NodeContext> of(ListenerId listener) {
        return Optional.ofNullable(current.get(listener));
    }
}
