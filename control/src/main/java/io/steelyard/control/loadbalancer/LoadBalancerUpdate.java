package io.steelyard.control.loadbalancer;

import io.steelyard.control.healthmonitor.HealthMonitorRules;
import io.steelyard.control.sessionpersistence.SessionPersistenceRules;
import io.steelyard.control.ssltermination.SecureListeners;
import io.steelyard.control.ssltermination.Terminations;
import io.steelyard.domain.listener.Listener;
import io.steelyard.domain.listener.Port;
import io.steelyard.domain.listener.Protocol;
import io.steelyard.domain.loadbalancer.LoadBalancer;
import io.steelyard.domain.loadbalancer.Name;
import io.steelyard.domain.loadbalancer.TrafficPolicy;
import io.steelyard.domain.pool.Algorithm;
import io.steelyard.domain.pool.Pool;
import io.steelyard.domain.refusal.Refusal;
import io.steelyard.domain.refusal.RefusedException;
import io.steelyard.domain.refusal.Violation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is to change of a balancer; what is empty stays (2010 specification, section 4.6).
 *
 * @param port stays when only the protocol changes
 * @param violations what the dialect found wrong while reading
 */
public record LoadBalancerUpdate(
        Optional<Name> name,
        Optional<Algorithm> algorithm,
        Optional<Protocol> protocol,
        Optional<Port> port,
        Optional<Duration> idleTimeout,
        Optional<Boolean> connectionLogging,
        Optional<Boolean> halfClosed,
        Optional<Boolean> httpsRedirect,
        List<Violation> violations) {
    public LoadBalancerUpdate {
        violations = List.copyOf(violations);
    }

    /** @throws RefusedException when something is wrong with it, or it changes nothing */
    void check() {
        RefusedException.ifAny(violations);
        if (Stream.of(name, algorithm, protocol, port, idleTimeout, connectionLogging, halfClosed, httpsRedirect)
                .allMatch(Optional::isEmpty)) {
            throw new RefusedException(Refusal.Invalid.because(
                    "loadBalancer",
                    Violation.Rule.REQUIRED,
                    "given with at least one of name, algorithm, protocol, port, timeout, halfClosed,"
                            + " connectionLogging and httpsRedirect"));
        }
    }

    /** @throws RefusedException when what the balancer has does not fit what it is to become */
    LoadBalancer of(LoadBalancer current) {
        requireFitting(current);
        LoadBalancer renamed = current.withName(name.orElse(current.name()));
        LoadBalancer changed = renamed.withListener(of(current.primaryListener()))
                .withPool(of(current.primaryPool()))
                .withPolicy(of(current.policy()));
        LoadBalancer redirecting = httpsRedirect
                .map(wanted -> SecureListeners.withRedirect(changed, wanted))
                .orElse(changed);
        Terminations.requireFitting(redirecting, "sslTermination.");
        return SecureListeners.aligned(redirecting);
    }

    private TrafficPolicy of(TrafficPolicy policy) {
        return policy.withIdleTimeout(idleTimeout.orElse(policy.idleTimeout()))
                .withConnectionLogging(connectionLogging.orElse(policy.connectionLogging()))
                .withHalfClosed(halfClosed.orElse(policy.halfClosed()));
    }

    private void requireFitting(LoadBalancer current) {
        Protocol next = protocol.orElse(current.primaryListener().protocol());
        RefusedException.ifAny(PolicyRules.check(next, of(current.policy())));
        Pool pool = current.primaryPool();
        List<Violation> broken = new ArrayList<>();
        pool.persistence()
                .flatMap(persistence -> SessionPersistenceRules.violation("protocol", next, persistence))
                .ifPresent(broken::add);
        pool.monitor()
                .flatMap(monitor -> HealthMonitorRules.mismatch(next, monitor))
                .ifPresent(_ -> broken.add(new Violation(
                        "protocol",
                        Violation.Rule.NOT_ALLOWED,
                        "one that the health monitor can check; change or remove healthMonitor first")));
        RefusedException.ifAny(broken);
    }

    private Listener of(Listener listener) {
        return listener.withProtocol(protocol.orElse(listener.protocol())).withPort(port.orElse(listener.port()));
    }

    private Pool of(Pool pool) {
        return pool.withAlgorithm(algorithm.orElse(pool.algorithm()));
    }
}
