package io.steelyard.domain.desired;

import io.steelyard.domain.listener.Forward;
import io.steelyard.domain.listener.Listener;
import io.steelyard.domain.listener.Redirect;
import io.steelyard.domain.loadbalancer.LoadBalancer;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.loadbalancer.TrafficPolicy;
import io.steelyard.domain.node.InstanceRef;
import io.steelyard.domain.node.Node;
import io.steelyard.domain.node.NodeNetworks;
import io.steelyard.domain.persistence.SessionCookie;
import io.steelyard.domain.persistence.SessionKey;
import io.steelyard.domain.persistence.SessionPersistence;
import io.steelyard.domain.pool.Algorithm;
import io.steelyard.domain.pool.Pool;
import io.steelyard.domain.region.Zone;
import io.steelyard.domain.secret.Secret;
import io.steelyard.domain.secret.SecretId;
import io.steelyard.domain.tls.ServerCertificate;
import io.steelyard.domain.tls.Tls;
import io.steelyard.domain.traffic.NodeTls;
import io.steelyard.domain.traffic.TrafficOption;
import io.steelyard.domain.traffic.TrafficOptions;
import io.steelyard.domain.virtualip.VirtualIp;
import io.steelyard.domain.virtualip.VirtualIpId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** From what a tenant asked for to what a host must do. Pure: the same input gives the same output, byte for byte. */
public final class Compile {
    private Compile() {}

    /**
     * @param vips every virtual IP that the balancer refers to
     * @param secrets every secret that it refers to
     * @param key what session cookies are made with
     * @param networks where nodes may be
     * @throws IllegalArgumentException when one is missing
     */
    public static DesiredLoadBalancer desired(
            LoadBalancer loadBalancer,
            Map<VirtualIpId, VirtualIp> vips,
            Map<SecretId, Secret> secrets,
            SessionKey key,
            NodeNetworks networks) {
        List<DesiredListener> listeners = loadBalancer.openListeners().stream()
                .map(listener -> listener(loadBalancer, listener, vips, secrets, key))
                .toList();
        return DesiredLoadBalancer.within(networks, loadBalancer.id(), listeners);
    }

    /**
     * The same for a suspended balancer: it keeps its addresses, so that nobody else gets them and clients are told, but
     * has nowhere to send traffic to.
     *
     * @param vips as in {@link #desired}
     * @param secrets as there
     * @param key as there
     * @param networks as there
     */
    public static DesiredLoadBalancer suspended(
            LoadBalancer loadBalancer,
            Map<VirtualIpId, VirtualIp> vips,
            Map<SecretId, Secret> secrets,
            SessionKey key,
            NodeNetworks networks) {
        List<DesiredListener> listeners = desired(loadBalancer, vips, secrets, key, networks).listeners().stream()
                .map(DesiredListener::withoutEndpoints)
                .toList();
        return DesiredLoadBalancer.within(networks, loadBalancer.id(), listeners);
    }

    private static DesiredListener listener(
            LoadBalancer loadBalancer,
            Listener listener,
            Map<VirtualIpId, VirtualIp> vips,
            Map<SecretId, Secret> secrets,
            SessionKey key) {
        List<Bind> binds = loadBalancer.virtualIps().stream()
                .map(vip -> bind(listener, vip, vips))
                .toList();
        Optional<DesiredTls> tls = listener.tls().map(given -> tls(given, secrets));
        return switch (listener.action()) {
            case Forward forward ->
                forwarding(loadBalancer, listener, forward, binds, tls, nodeIdentity(loadBalancer, secrets), key);
            case Redirect redirect -> redirecting(loadBalancer, listener, binds, redirect);
        };
    }

    private static DesiredListener forwarding(
            LoadBalancer loadBalancer,
            Listener listener,
            Forward forward,
            List<Bind> binds,
            Optional<DesiredTls> tls,
            Optional<DesiredCertificate> nodeIdentity,
            SessionKey key) {
        Pool pool = loadBalancer.pool(listener);
        Optional<SessionPersistence> persistence = loadBalancer.persistence(listener);
        return new DesiredListener(
                listener.id(),
                listener.role(),
                listener.protocol(),
                binds,
                tls,
                nodeIdentity,
                Optional.empty(),
                forward.algorithm().orElse(pool.algorithm()),
                persistence,
                persistence
                        .filter(kind -> kind == SessionPersistence.HTTP_COOKIE)
                        .map(_ -> cookies(loadBalancer.id(), forward, pool, key)),
                pool.monitor(),
                pool.nodes().stream()
                        .map(node -> new Endpoint(
                                node.id(),
                                node.address(),
                                forward.nodePort().orElse(node.port()),
                                node.condition(),
                                node.weight(),
                                node.type(),
                                sharing(loadBalancer, node)))
                        .toList(),
                policy(loadBalancer, forward));
    }

    /** The zone that a node shares traffic in. */
    private static Optional<Zone> sharing(LoadBalancer loadBalancer, Node node) {
        return loadBalancer
                .classic()
                .filter(said -> !said.attributes().crossZone())
                .flatMap(_ -> node.instance())
                .map(InstanceRef::zone);
    }

    private static TrafficPolicy policy(LoadBalancer loadBalancer, Forward forward) {
        TrafficOptions options = loadBalancer.policy().options();
        for (TrafficOption own : forward.options().all()) {
            options = options.with(own);
        }
        return loadBalancer.policy().withOptions(options);
    }

    private static DesiredListener redirecting(
            LoadBalancer loadBalancer, Listener listener, List<Bind> binds, Redirect redirect) {
        return new DesiredListener(
                listener.id(),
                listener.role(),
                listener.protocol(),
                binds,
                Optional.empty(),
                Optional.empty(),
                Optional.of(redirect),
                Algorithm.RANDOM,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                loadBalancer.policy());
    }

    private static SessionCookies cookies(LoadBalancerId id, Forward forward, Pool pool, SessionKey key) {
        Optional<SessionCookie> own = forward.cookie();
        return new SessionCookies(
                own.map(SessionCookie::name).orElseGet(() -> key.cookieName(id)),
                pool.nodes().stream()
                        .filter(Node::keepsClients)
                        .map(node -> new SessionCookies.Value(node.id(), key.cookieValue(id, node.id())))
                        .toList(),
                own.flatMap(SessionCookie::lifetime),
                own.flatMap(SessionCookie::follows));
    }

    private static Optional<DesiredCertificate> nodeIdentity(LoadBalancer loadBalancer, Map<SecretId, Secret> secrets) {
        return loadBalancer
                .policy()
                .options()
                .find(NodeTls.class)
                .flatMap(NodeTls::identity)
                .map(identity -> certificate(identity, secrets));
    }

    private static DesiredTls tls(Tls tls, Map<SecretId, Secret> secrets) {
        return new DesiredTls(
                certificate(tls.certificate(), secrets),
                tls.mappings().stream()
                        .map(mapping ->
                                new DesiredTls.Mapping(mapping.host(), certificate(mapping.certificate(), secrets)))
                        .toList(),
                tls.versions(),
                tls.ciphers());
    }

    private static DesiredCertificate certificate(ServerCertificate certificate, Map<SecretId, Secret> secrets) {
        Secret key = secrets.get(certificate.privateKey());
        if (key == null) {
            throw new IllegalArgumentException(certificate.privateKey() + " was not given");
        }
        return new DesiredCertificate(certificate.chain(), key);
    }

    private static Bind bind(Listener listener, VirtualIpId id, Map<VirtualIpId, VirtualIp> vips) {
        VirtualIp vip = vips.get(id);
        if (vip == null) {
            throw new IllegalArgumentException("virtual IP " + id + " was not given");
        }
        return new Bind(vip.address(), listener.port(), listener.protocol().transport());
    }
}
