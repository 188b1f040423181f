package io.steelyard.domain.listener;

import io.steelyard.domain.pool.PoolId;
import io.steelyard.domain.tls.Tls;
import java.util.Optional;

/**
 * A port on which a balancer takes traffic, on each of its virtual IPs.
 *
 * @param protocol what is spoken; within TLS where {@code tls} is present
 * @param tls empty where TLS does not end here: traffic is plain, or passed through as it is
 */
public record Listener(ListenerId id, Role role, Protocol protocol, Port port, Optional<Tls> tls, Action action) {

    /** The listener that a balancer is made with. */
    public static Listener primary(ListenerId id, Protocol protocol, Port port, PoolId pool) {
        return new Listener(id, Role.PRIMARY, protocol, port, Optional.empty(), new Forward(pool));
    }

    /** Where it sends traffic; empty when it sends none. */
    public Optional<PoolId> pool() {
        return switch (action) {
            case Forward forward -> Optional.of(forward.pool());
            case Redirect(Port https) -> Optional.empty();
        };
    }

    /** Whether TLS ends here, and is switched on. */
    public boolean takesTls() {
        return tls.filter(Tls::enabled).isPresent();
    }

    public Listener withProtocol(Protocol other) {
        return new Listener(id, role, other, port, tls, action);
    }

    public Listener withPort(Port other) {
        return new Listener(id, role, protocol, other, tls, action);
    }

    public Listener withRole(Role other) {
        return new Listener(id, other, protocol, port, tls, action);
    }

    public Listener withTls(Tls other) {
        return new Listener(id, role, protocol, port, Optional.of(other), action);
    }

    public Listener withAction(Action other) {
        return new Listener(id, role, protocol, port, tls, other);
    }
}
