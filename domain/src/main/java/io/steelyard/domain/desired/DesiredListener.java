package io.steelyard.domain.desired;

import io.steelyard.domain.listener.ListenerId;
import io.steelyard.domain.listener.Protocol;
import io.steelyard.domain.listener.Redirect;
import io.steelyard.domain.listener.Role;
import io.steelyard.domain.loadbalancer.TrafficPolicy;
import io.steelyard.domain.monitor.HealthMonitor;
import io.steelyard.domain.persistence.SessionPersistence;
import io.steelyard.domain.pool.Algorithm;
import io.steelyard.domain.virtualip.Cidr;
import java.util.List;
import java.util.Optional;

/**
 * A listener with everything that an engine needs to serve it.
 *
 * @param protocol what is spoken; within TLS where {@code tls} is present
 * @param tls present where TLS ends here
 * @param nodeIdentity what nodes are shown that ask for a certificate
 * @param redirect present where clients are sent elsewhere, and none of the following matters
 * @param binds one per virtual IP of the balancer
 * @param cookies of its sessions; empty unless these go by cookies
 * @param endpoints oldest node first; disabled and draining ones included, since their open connections differ
 */
public record DesiredListener(
        ListenerId id,
        Role role,
        Protocol protocol,
        List<Bind> binds,
        Optional<DesiredTls> tls,
        Optional<DesiredCertificate> nodeIdentity,
        Optional<Redirect> redirect,
        Algorithm algorithm,
        Optional<SessionPersistence> persistence,
        Optional<SessionCookies> cookies,
        Optional<HealthMonitor> monitor,
        List<Endpoint> endpoints,
        TrafficPolicy policy) {
    public DesiredListener {
        binds = List.copyOf(binds);
        endpoints = List.copyOf(endpoints);
    }

    /** The same with other sessions. */
    public DesiredListener withPersistence(
            Optional<SessionPersistence> otherPersistence, Optional<SessionCookies> otherCookies) {
        return new DesiredListener(
                id,
                role,
                protocol,
                binds,
                tls,
                nodeIdentity,
                redirect,
                algorithm,
                otherPersistence,
                otherCookies,
                monitor,
                endpoints,
                policy);
    }

    public DesiredListener withPolicy(TrafficPolicy other) {
        return new DesiredListener(
                id,
                role,
                protocol,
                binds,
                tls,
                nodeIdentity,
                redirect,
                algorithm,
                persistence,
                cookies,
                monitor,
                endpoints,
                other);
    }

    /** The same listener, where TLS ends in this way. */
    public DesiredListener withTls(DesiredTls other) {
        return new DesiredListener(
                id,
                role,
                protocol,
                binds,
                Optional.of(other),
                nodeIdentity,
                redirect,
                algorithm,
                persistence,
                cookies,
                monitor,
                endpoints,
                policy);
    }

    /** The same listener, where nodes that ask for a certificate are shown this. */
    public DesiredListener withNodeIdentity(DesiredCertificate other) {
        return new DesiredListener(
                id,
                role,
                protocol,
                binds,
                tls,
                Optional.of(other),
                redirect,
                algorithm,
                persistence,
                cookies,
                monitor,
                endpoints,
                policy);
    }

    /** The same listener as another part of its balancer. */
    public DesiredListener withRole(Role other) {
        return new DesiredListener(
                id,
                other,
                protocol,
                binds,
                tls,
                nodeIdentity,
                redirect,
                algorithm,
                persistence,
                cookies,
                monitor,
                endpoints,
                policy);
    }

    /** The same listener, which sends clients elsewhere. */
    public DesiredListener withRedirect(Redirect other) {
        return new DesiredListener(
                id,
                role,
                protocol,
                binds,
                tls,
                nodeIdentity,
                Optional.of(other),
                algorithm,
                persistence,
                cookies,
                monitor,
                endpoints,
                policy);
    }

    public DesiredListener withMonitor(Optional<HealthMonitor> other) {
        return new DesiredListener(
                id,
                role,
                protocol,
                binds,
                tls,
                nodeIdentity,
                redirect,
                algorithm,
                persistence,
                cookies,
                other,
                endpoints,
                policy);
    }

    /** The same listener with nowhere to send traffic to: HTTP clients are answered 503, others are closed. */
    public DesiredListener withoutEndpoints() {
        return new DesiredListener(
                id,
                role,
                protocol,
                binds,
                tls,
                nodeIdentity,
                Optional.empty(),
                algorithm,
                persistence,
                cookies,
                monitor,
                List.of(),
                policy);
    }

    /** The same listener with endpoints at addresses in some networks disabled. */
    DesiredListener closing(List<Cidr> networks) {
        return new DesiredListener(
                id,
                role,
                protocol,
                binds,
                tls,
                nodeIdentity,
                redirect,
                algorithm,
                persistence,
                cookies,
                monitor,
                endpoints.stream().map(endpoint -> endpoint.closing(networks)).toList(),
                policy);
    }
}
