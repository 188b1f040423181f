package io.steelyard.proxy.engine;

import io.steelyard.domain.desired.DesiredCertificate;
import io.steelyard.domain.desired.DesiredListener;
import io.steelyard.domain.desired.DesiredLoadBalancer;
import io.steelyard.domain.listener.Protocol;
import io.steelyard.domain.loadbalancer.Failure;
import io.steelyard.domain.traffic.NodeHttp2;
import io.steelyard.domain.traffic.NodeTls;
import io.steelyard.proxy.tls.NodeContext;
import io.steelyard.proxy.tls.TlsException;
import java.util.Optional;

/** How one balancer's connections to nodes speak TLS. It stays as it is through changes of other things. The engine's. */
final class NodeContexts {
    private Optional<NodeContext> current = Optional.empty();

    /**
     * What is asked for, for {@link #set}.
     *
     * @throws RejectedException when it cannot be used
     */
    Optional<NodeContext> prepare(DesiredLoadBalancer desired) throws RejectedException {
        Optional<DesiredListener> any = desired.listeners().stream()
                .filter(listener -> listener.redirect().isEmpty())
                .findFirst();
        Optional<NodeTls> wanted =
                any.flatMap(listener -> listener.policy().options().find(NodeTls.class));
        return wanted.isEmpty()
                ? Optional.empty()
                : Optional.of(prepare(
                        wanted.get(),
                        any.flatMap(DesiredListener::nodeIdentity),
                        any.filter(NodeContexts::speaksHttp2).isPresent()));
    }

    private static boolean speaksHttp2(DesiredListener listener) {
        return listener.protocol() == Protocol.HTTP
                && listener.policy().options().find(NodeHttp2.class).isPresent();
    }

    private NodeContext prepare(NodeTls wanted, Optional<DesiredCertificate> identity, boolean http2)
            throws RejectedException {
        if (current.isPresent() && current.get().serves(wanted, identity, http2)) {
            return current.get();
        }
        try {
            return NodeContext.of(wanted, identity, http2);
        } catch (TlsException unusable) {
            throw new RejectedException(Failure.Code.UNSUPPORTED, String.valueOf(unusable.getMessage()));
        }
    }

    /** Connections that are made from now on are made so. */
    void set(Optional<NodeContext> next) {
        current = next;
    }

    /** What holds for connections of a listener: those that carry the client's TLS through, and FTP's, get no other. */
    Optional<NodeContext> of(Protocol protocol) {
        return switch (protocol) {
            case HTTPS, LDAPS, IMAPS, POP3S, SFTP, FTP -> Optional.empty();
            default -> current;
        };
    }
}
