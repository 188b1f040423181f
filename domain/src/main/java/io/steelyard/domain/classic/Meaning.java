package io.steelyard.domain.classic;

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
import io.steelyard.domain.persistence.SessionPersistence;
import io.steelyard.domain.pool.Algorithm;
import io.steelyard.domain.pool.Pool;
import io.steelyard.domain.region.Zone;
import io.steelyard.domain.tls.ServerCertificate;
import io.steelyard.domain.tls.Tls;
import io.steelyard.domain.traffic.NodeTls;
import io.steelyard.domain.traffic.ProxyProtocol;
import io.steelyard.domain.traffic.TrafficOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a classic balancer is made of: a listener for each of its ports, all of which forward to one pool, and in that every
 * instance. Pure, and the same when it is asked again.
 */
public final class Meaning {
    private static final String PROXY_PROTOCOL = "ProxyProtocol";
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
        Forward forward = new Forward(
                balancer.pools().getFirst().id(),
                Optional.of(wanted.instancePort()),
                Optional.of(algorithm(wanted)),
                persistence(wanted),
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

    private Algorithm algorithm(ClassicListener listener) {
        boolean weighted = weights().values().stream().distinct().count() > 1;
        if (listener.protocol().isHttp()) {
            return weighted ? Algorithm.WEIGHTED_LEAST_CONNECTIONS : Algorithm.LEAST_CONNECTIONS;
        }
        return weighted ? Algorithm.WEIGHTED_ROUND_ROBIN : Algorithm.ROUND_ROBIN;
    }

    private Optional<SessionPersistence> persistence(ClassicListener listener) {
        return classic.policiesOf(listener).stream()
                .filter(PolicyType.LB_COOKIE::is)
                .map(_ -> SessionPersistence.HTTP_COOKIE)
                .findFirst();
    }

    private TrafficOptions options(ClassicListener listener) {
        TrafficOptions options = TrafficOptions.NONE;
        if (announces(listener)) {
            options = options.with(new ProxyProtocol(1));
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
        Map<Zone, Weight> weights = weights();
        Pool pool = balancer.pools()
                .getFirst()
                .withMonitor(Optional.of(classic.healthCheck().monitor()));
        for (Node node : pool.nodes()) {
            pool = pool.withNode(node.instance()
                    .map(instance -> serving(node, instance, weights))
                    .orElse(node));
        }
        return pool;
    }

    /** What an instance of a disabled zone has open may end. */
    private Node serving(Node node, InstanceRef instance, Map<Zone, Weight> weights) {
        boolean enabled = classic.zones().contains(instance.zone());
        return node.serving(
                enabled ? Condition.ENABLED : Condition.DRAINING, weights.getOrDefault(instance.zone(), new Weight(1)));
    }

    /** For each zone with instances what each of these weighs, so that all zones weigh the same. */
    private Map<Zone, Weight> weights() {
        Map<Zone, Long> instances = balancer.pools().getFirst().nodes().stream()
                .flatMap(node -> node.instance().stream())
                .map(InstanceRef::zone)
                .filter(classic.zones()::contains)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        if (classic.attributes().crossZone()
                || instances.values().stream().distinct().count() < 2) {
            return Map.of();
        }
        long most = instances.values().stream().reduce(1L, Meaning::leastCommonMultiple);
        long whole = Math.min(most, Weight.MAX);
        return instances.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, each -> new Weight((int) Math.max(1, whole / each.getValue()))));
    }

    private static long leastCommonMultiple(long one, long other) {
        long a = one;
        long b = other;
        while (b != 0) {
            long rest = a % b;
            a = b;
            b = rest;
        }
        return Math.min(one / a * other, Integer.MAX_VALUE);
    }
}
