package io.steelyard.domain.desired;

import io.steelyard.domain.listener.ListenerId;
import io.steelyard.domain.listener.Protocol;
import io.steelyard.domain.loadbalancer.TrafficPolicy;
import io.steelyard.domain.monitor.HealthMonitor;
import io.steelyard.domain.persistence.SessionPersistence;
import io.steelyard.domain.pool.Algorithm;
import java.util.List;
import java.util.Optional;

/**
 * A listener with everything that an engine needs to serve it.
 *
 * @param binds one per virtual IP of the balancer
 * @param endpoints oldest node first; disabled and draining ones included, since their open connections differ
 */
public record DesiredListener(
        ListenerId id,
        Protocol protocol,
        List<Bind> binds,
        Algorithm algorithm,
        Optional<SessionPersistence> persistence,
        Optional<HealthMonitor> monitor,
        List<Endpoint> endpoints,
        TrafficPolicy policy) {
    public DesiredListener {
        binds = List.copyOf(binds);
        endpoints = List.copyOf(endpoints);
    }

    public DesiredListener withPolicy(TrafficPolicy other) {
        return new DesiredListener(id, protocol, binds, algorithm, persistence, monitor, endpoints, other);
    }

    /** The same listener with nowhere to send traffic to: HTTP clients are answered 503, others are closed. */
    public DesiredListener withoutEndpoints() {
        return new DesiredListener(id, protocol, binds, algorithm, persistence, monitor, List.of(), policy);
    }
}
