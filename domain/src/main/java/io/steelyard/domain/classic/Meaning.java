package io.steelyard.domain.classic;

import io.steelyard.domain.classic.ClassicAttributes.DesyncMode;
import io.steelyard.domain.listener.Forward;
import io.steelyard.domain.listener.Listener;
import io.steelyard.domain.listener.ListenerId;
import io.steelyard.domain.listener.Port;
import io.steelyard.domain.listener.Protocol;
import io.steelyard.domain.listener.Role;
import io.steelyard.domain.loadbalancer.LoadBalancer;
import io.steelyard.domain.node.Condition;
import io.steelyard.domain.node.InstanceRef;
import io.steelyard.domain.node.Node;
import io.steelyard.domain.node.Weight;
import io.steelyard.domain.persistence.SessionCookie;
import io.steelyard.domain.persistence.SessionPersistence;
import io.steelyard.domain.pool.Algorithm;
import io.steelyard.domain.pool.Pool;
import io.steelyard.domain.tls.ServerCertificate;
import io.steelyard.domain.tls.Tls;
import io.steelyard.domain.traffic.NodeTls;
import io.steelyard.domain.traffic.ProxyProtocol;
import io.steelyard.domain.traffic.StrictRequests;
import io.steelyard.domain.traffic.TrafficOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a classic balancer is made of: a listener for each of its ports, all of which forward to one pool, and in that every
 * instance. Pure, and the same when it is asked again.
 */
public final class Meaning {
    private static final String PROXY_PROTOCOL = "ProxyProtocol";
    private static final String COOKIE = "AWSELB";
    private static final String COOKIE_NAME = "CookieName";
    private static final String COOKIE_EXPIRATION = "CookieExpirationPeriod";
    private static final String PUBLIC_KEY = "PublicKey";
    private static final String PUBLIC_KEY_POLICY = "PublicKeyPolicyName";

    private final LoadBalancer balancer;
    private final Classic classic;
    private final Map<String, ServerCertificate> certificates;

    private Meaning(LoadBalancer balancer, Map<String, ServerCertificate> certificates) {
        this.balancer = balancer;
        this.classic = balancer.classic().orElseThrow();
        this.certificates = certificates;
    }

    /**
     * The same balancer with the listeners and the pool that its classic part means.
     *
     * @throws java.util.NoSuchElementException when it has none
     */
    public static LoadBalancer of(LoadBalancer balancer) {
        return of(balancer, certificates(balancer));
    }

    /**
     * The same where listeners name other certificates than before.
     *
     * @param certificates by their names, each that a listener names
     */
    public static LoadBalancer of(LoadBalancer balancer, Map<String, ServerCertificate> certificates) {
        Meaning meaning = new Meaning(balancer, certificates);
        return balancer.withListeners(meaning.listeners()).withPool(meaning.pool());
    }

    /** What listeners show, by the names that their balancer's classic part has for it. */
    public static Map<String, ServerCertificate> certificates(LoadBalancer balancer) {
        Map<Port, ServerCertificate> shown = balancer.listeners().stream()
                .filter(listener -> listener.tls().isPresent())
                .collect(Collectors.toMap(
                        Listener::port, listener -> listener.tls().orElseThrow().certificate()));
        return balancer.classic().stream()
                .flatMap(classic -> classic.listeners().stream())
                .filter(listener -> listener.certificate().isPresent() && shown.containsKey(listener.port()))
                .collect(Collectors.toMap(
                        listener -> listener.certificate().orElseThrow(),
                        listener -> shown.get(listener.port()),
                        (one, _) -> one));
    }

    private List<Listener> listeners() {
        List<Listener> made = new ArrayList<>();
        int last = balancer.listeners().stream()
                .mapToInt(listener -> listener.id().value())
                .max()
                .orElse(0);
        for (ClassicListener wanted : classic.listeners()) {
            Optional<Listener> known = known(wanted);
            made.add(listener(known.map(Listener::id).orElse(new ListenerId(last + 1)), wanted));
            last += known.isPresent() ? 0 : 1;
        }
        return made;
    }

    /** The one at that port that speaks the same: what is open on it goes on. */
    private Optional<Listener> known(ClassicListener wanted) {
        return balancer.listeners().stream()
                .filter(listener -> listener.port().equals(wanted.port()) && listener.protocol() == protocol(wanted))
                .findFirst();
    }

    private Listener listener(ListenerId id, ClassicListener wanted) {
        Optional<SessionCookie> cookie = cookie(wanted);
        Forward forward = new Forward(
                balancer.pools().getFirst().id(),
                Optional.of(wanted.instancePort()),
                Optional.of(algorithm(wanted)),
                cookie.map(_ -> SessionPersistence.HTTP_COOKIE),
                cookie,
                options(wanted));
        return new Listener(
                id,
                Role.ADDITIONAL,
                protocol(wanted),
                wanted.port(),
                wanted.certificate().map(name -> tls(wanted, name)),
                forward);
    }

    private Tls tls(ClassicListener listener, String certificateName) {
        ServerCertificate certificate = certificates.get(certificateName);
        if (certificate == null) {
            throw new IllegalArgumentException(certificateName + " was not given");
        }
        SslNegotiation negotiation = classic.policiesOf(listener).stream()
                .filter(PolicyType.SSL_NEGOTIATION::is)
                .findFirst()
                .map(SslNegotiation::of)
                .orElseGet(SecurityPolicy.USUAL::negotiation);
        return new Tls(true, false, certificate, List.of(), 0, negotiation.versions(), negotiation.ciphers());
    }

    private static Protocol protocol(ClassicListener listener) {
        return listener.protocol().isHttp() ? Protocol.HTTP : Protocol.TCP;
    }

    /** A weighted one where zones share alike: what a node weighs then goes by who can serve. */
    private Algorithm algorithm(ClassicListener listener) {
        boolean weighted = !classic.attributes().crossZone() && servingZones() > 1;
        if (listener.protocol().isHttp()) {
            return weighted ? Algorithm.WEIGHTED_LEAST_CONNECTIONS : Algorithm.LEAST_CONNECTIONS;
        }
        return weighted ? Algorithm.WEIGHTED_ROUND_ROBIN : Algorithm.ROUND_ROBIN;
    }

    private long servingZones() {
        return balancer.pools().getFirst().nodes().stream()
                .flatMap(node -> node.instance().stream())
                .filter(this::serves)
                .map(InstanceRef::zone)
                .distinct()
                .count();
    }

    private boolean serves(InstanceRef instance) {
        return classic.zones().contains(instance.zone()) && !instance.departs();
    }

    private Optional<SessionCookie> cookie(ClassicListener listener) {
        return classic.policiesOf(listener).stream()
                .flatMap(policy -> cookie(policy).stream())
                .findFirst();
    }

    private static Optional<SessionCookie> cookie(NamedPolicy policy) {
        if (PolicyType.LB_COOKIE.is(policy)) {
            return Optional.of(SessionCookie.lasting(
                    COOKIE,
                    policy.value(COOKIE_EXPIRATION)
                            .map(Long::parseLong)
                            .filter(seconds -> seconds > 0)
                            .map(Duration::ofSeconds)));
        }
        return PolicyType.APP_COOKIE.is(policy)
                ? policy.value(COOKIE_NAME).map(name -> SessionCookie.following(COOKIE, name))
                : Optional.empty();
    }

    private TrafficOptions options(ClassicListener listener) {
        TrafficOptions options = TrafficOptions.NONE;
        if (announces(listener)) {
            options = options.with(new ProxyProtocol(1));
        }
        if (listener.protocol().isHttp() && classic.attributes().desyncMode() == DesyncMode.STRICTEST) {
            options = options.with(new StrictRequests());
        }
        return listener.instanceProtocol().isSecure()
                ? options.with(NodeTls.UNVERIFIED.withPublicKeys(publicKeys(listener)))
                : options;
    }

    private boolean announces(ClassicListener listener) {
        return classic.policiesOf(listener.instancePort()).stream()
                .filter(PolicyType.PROXY_PROTOCOL::is)
                .flatMap(policy -> policy.value(PROXY_PROTOCOL).stream())
                .anyMatch(Boolean::parseBoolean);
    }

    private List<String> publicKeys(ClassicListener listener) {
        return classic.policiesOf(listener.instancePort()).stream()
                .filter(PolicyType.BACKEND_AUTHENTICATION::is)
                .flatMap(policy -> policy.values(PUBLIC_KEY_POLICY).stream())
                .flatMap(name -> classic.policy(name).stream())
                .flatMap(policy -> policy.value(PUBLIC_KEY).stream())
                .map(Meaning::bare)
                .distinct()
                .toList();
    }

    /** Base64 alone, without the lines around it. */
    private static String bare(String pem) {
        return pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
    }

    private Pool pool() {
        Pool pool = balancer.pools()
                .getFirst()
                .withMonitor(Optional.of(classic.healthCheck().monitor()));
        for (Node node : pool.nodes()) {
            pool = pool.withNode(
                    node.instance().map(instance -> serving(node, instance)).orElse(node));
        }
        return pool;
    }

    /** What is open to an instance that leaves, or in a disabled zone, may end. */
    private Node serving(Node node, InstanceRef instance) {
        return node.serving(serves(instance) ? Condition.ENABLED : Condition.DRAINING, Weight.ONE);
    }
}
