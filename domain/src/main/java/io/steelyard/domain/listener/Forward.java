package io.steelyard.domain.listener;

import io.steelyard.domain.persistence.SessionCookie;
import io.steelyard.domain.persistence.SessionPersistence;
import io.steelyard.domain.pool.Algorithm;
import io.steelyard.domain.pool.PoolId;
import io.steelyard.domain.traffic.TrafficOptions;
import java.util.Optional;

/**
 * Sends traffic to a pool of the listener's balancer.
 *
 * @param nodePort where this listener reaches the nodes; empty for each node's own port
 * @param algorithm empty for the pool's
 * @param persistence empty for the pool's; on an {@link Role#ADDITIONAL} listener for none
 * @param cookie of sessions that go by cookies; empty for the usual one
 * @param options for this listener alone; they beat the balancer's of the same kind
 */
public record Forward(
        PoolId pool,
        Optional<Port> nodePort,
        Optional<Algorithm> algorithm,
        Optional<SessionPersistence> persistence,
        Optional<SessionCookie> cookie,
        TrafficOptions options)
        implements Action {
    /** One that does all as the pool says. */
    public Forward(PoolId pool) {
        this(pool, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), TrafficOptions.NONE);
    }

    public Forward withAlgorithm(Optional<Algorithm> other) {
        return new Forward(pool, nodePort, other, persistence, cookie, options);
    }

    /** The same with other sessions. */
    public Forward withPersistence(Optional<SessionPersistence> other, Optional<SessionCookie> otherCookie) {
        return new Forward(pool, nodePort, algorithm, other, otherCookie, options);
    }

    public Forward withOptions(TrafficOptions other) {
        return new Forward(pool, nodePort, algorithm, persistence, cookie, other);
    }
}
