package io.steelyard.domain.classic;

import io.steelyard.domain.classic.ClassicAttributes.AccessLog;
import io.steelyard.domain.classic.ClassicAttributes.DesyncMode;
import io.steelyard.domain.listener.Forward;
import io.steelyard.domain.listener.Listener;
import io.steelyard.domain.listener.ListenerId;
import io.steelyard.domain.listener.Port;
import io.steelyard.domain.listener.Protocol;
import io.steelyard.domain.listener.Role;
import io.steelyard.domain.listener.Transport;
import io.steelyard.domain.loadbalancer.LoadBalancer;
import io.steelyard.domain.node.Condition;
import io.steelyard.domain.node.InstanceRef;
import io.steelyard.domain.node.Node;
import io.steelyard.domain.persistence.SessionCookie;
import io.steelyard.domain.persistence.SessionPersistence;
import io.steelyard.domain.pool.Algorithm;
import io.steelyard.domain.pool.Pool;
import io.steelyard.domain.refusal.Refusal;
import io.steelyard.domain.refusal.RefusedException;
import io.steelyard.domain.tls.ServerCertificate;
import io.steelyard.domain.tls.Tls;
import io.steelyard.domain.traffic.DetailedLog;
import io.steelyard.domain.traffic.NodeTls;
import io.steelyard.domain.traffic.ProxyProtocol;
import io.steelyard.domain.traffic.StrictRequests;
import io.steelyard.domain.traffic.TrafficOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the classic dialect's words do to a balancer: a listener for each port, all of which forward to one pool, and in that
 * every instance. Only what is said differently than before is changed, so that what another dialect asked for, and this one
 * has no words for, stays. Pure.
 */
public final class Meaning {
    private static final String PROXY_PROTOCOL = "ProxyProtocol";
    private static final String COOKIE = "AWSELB";
    private static final String COOKIE_NAME = "CookieName";
    private static final String COOKIE_EXPIRATION = "CookieExpirationPeriod";
    private static final String PUBLIC_KEY = "PublicKey";
    private static final String PUBLIC_KEY_POLICY = "PublicKeyPolicyName";

    private final LoadBalancer before;
    private final Classic said;
    private final LoadBalancer wanted;
    private final Classic says;
    private final Map<String, ServerCertificate> certificates;

    private Meaning(LoadBalancer before, LoadBalancer wanted, Map<String, ServerCertificate> certificates) {
        this.before = before;
        this.said = before.classic().orElseThrow();
        this.wanted = wanted;
        this.says = wanted.classic().orElseThrow();
        this.certificates = certificates;
    }

    /**
     * A new balancer, with the listeners and the pool that its words mean.
     *
     * @param made with one pool and no listener
     * @param certificates by their names, each that a listener names
     */
    public static LoadBalancer of(LoadBalancer made, Map<String, ServerCertificate> certificates) {
        Classic words = made.classic().orElseThrow();
        LoadBalancer nothing = made.withClassic(words.withListeners(List.of()));
        return of(nothing, checkedBy(made, words.healthCheck()), certificates);
    }

    /**
     * What a balancer becomes by other words, or by other nodes.
     *
     * @param before with the {@link Wording words} for what it is
     * @param wanted the same with other words, or other nodes in its pool; the rest of it stays
     * @param certificates by their names, each that a listener names
     * @throws RefusedException with Conflict when a port that is said to be new is one that there are no words for
     */
    public static LoadBalancer of(
            LoadBalancer before, LoadBalancer wanted, Map<String, ServerCertificate> certificates) {
        return new Meaning(before, wanted, certificates).changed();
    }

    /** The same where listeners show what they did. */
    public static LoadBalancer of(LoadBalancer before, LoadBalancer wanted) {
        return of(before, wanted, certificates(before));
    }

    /** The same balancer, whose instances are checked in that way from now on, even where nobody did for a while. */
    public static LoadBalancer checkedBy(LoadBalancer balancer, HealthCheck check) {
        return balancer.withClassic(balancer.classic().orElseThrow().withHealthCheck(check))
                .withPool(balancer.primaryPool().withMonitor(Optional.of(check.monitor())));
    }

    /** Where an instance that is added is reached, unless a listener says where else. */
    public static Port instancePort(LoadBalancer worded) {
        Classic words = worded.classic().orElseThrow();
        return primaryPort(worded, words)
                .orElseGet(() -> words.healthCheck().target().port());
    }

    private static Optional<Port> primaryPort(LoadBalancer balancer, Classic words) {
        return balancer.listener(Role.PRIMARY)
                .flatMap(primary -> words.listener(primary.port()))
                .map(ClassicListener::instancePort);
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

    private LoadBalancer changed() {
        LoadBalancer further = wanted.withListeners(listeners());
        return promoted(further.withPool(pool(further)));
    }

    private List<Listener> listeners() {
        List<Listener> all = new ArrayList<>(wanted.listeners().stream()
                .filter(listener -> !isGone(listener))
                .map(this::further)
                .toList());
        if (wanted.listener(Role.PRIMARY).isPresent() && !hasPrimary(all)) {
            all.replaceAll(this::withoutPrimary);
        }
        int last = wanted.listeners().stream()
                .mapToInt(listener -> listener.id().value())
                .max()
                .orElse(0);
        for (ClassicListener words : says.listeners()) {
            if (said.listener(words.port()).isEmpty()) {
                requireFree(all, words.port());
                all.add(made(new ListenerId(++last), hasPrimary(all), words));
            }
        }
        all.sort(Comparator.comparingInt(Meaning::rank));
        return all;
    }

    /** What went with the primary listener, and has its sessions still. */
    private Listener withoutPrimary(Listener listener) {
        Listener additional = listener.withRole(Role.ADDITIONAL);
        return listener.action() instanceof Forward forward
                ? additional.withAction(forward.withPersistence(wanted.persistence(listener), forward.cookie()))
                : additional;
    }

    /** The primary one before all others, and what forwards before what does not. */
    private static int rank(Listener listener) {
        if (listener.role() == Role.PRIMARY) {
            return 0;
        }
        return listener.pool().isPresent() ? 1 : 2;
    }

    private static boolean hasPrimary(List<Listener> listeners) {
        return listeners.stream().anyMatch(listener -> listener.role() == Role.PRIMARY);
    }

    private static void requireFree(List<Listener> listeners, Port port) {
        if (listeners.stream()
                .anyMatch(listener ->
                        listener.port().equals(port) && listener.protocol().transport() == Transport.TCP)) {
            throw new RefusedException(new Refusal.Conflict(Refusal.Noun.LISTENER, "on port " + port));
        }
    }

    /** Whether there were words for a listener and are none now. With TLS alone, plain traffic and redirects go as well. */
    private boolean isGone(Listener listener) {
        boolean isClosedByTls = listener.role() == Role.PRIMARY || listener.role() == Role.REDIRECT;
        return isClosedByTls && wanted.takesOnlyTls()
                ? wanted.listener(Role.SECURE).filter(this::isUnsaid).isPresent()
                : isUnsaid(listener);
    }

    private boolean isUnsaid(Listener listener) {
        return words(said, listener).isPresent() && words(says, listener).isEmpty();
    }

    private static Optional<ClassicListener> words(Classic classic, Listener listener) {
        return Wording.canBeSaid(listener) ? classic.listener(listener.port()) : Optional.empty();
    }

    private Listener further(Listener listener) {
        Optional<ClassicListener> was = words(said, listener);
        Optional<ClassicListener> is = words(says, listener);
        return was.isPresent() && is.isPresent() ? further(listener, was.get(), is.get()) : listener;
    }

    private Listener further(Listener listener, ClassicListener was, ClassicListener is) {
        Listener secured = listener.tls()
                .map(tls -> listener.withTls(further(tls, was, is)))
                .orElse(listener);
        Forward forward = (Forward) listener.action();
        if (!sessions(said, was).equals(sessions(says, is))) {
            forward = forward.withPersistence(ownPersistence(listener.role(), is), cookie(is));
        }
        TrafficOptions options = options(says, is);
        if (!options(said, was).equals(options)) {
            forward = forward.withOptions(options);
        }
        if (forward.algorithm().equals(Optional.of(algorithm(before, said, was)))) {
            forward = forward.withAlgorithm(Optional.of(algorithm(wanted, says, is)));
        }
        return secured.withAction(forward);
    }

    private Tls further(Tls tls, ClassicListener was, ClassicListener is) {
        Tls shown = was.certificate().equals(is.certificate())
                ? tls
                : tls.withCertificate(certificate(is.certificate().orElseThrow()));
        if (negotiations(said, was).equals(negotiations(says, is))) {
            return shown;
        }
        SslNegotiation negotiation = negotiation(is);
        return shown.withNegotiation(negotiation.versions(), negotiation.ciphers());
    }

    /** The first plain one is the primary, which has its port of the instances, its algorithm and its sessions in the pool. */
    private Listener made(ListenerId id, boolean isAnother, ClassicListener words) {
        Role role = isAnother || words.protocol().isSecure() ? Role.ADDITIONAL : Role.PRIMARY;
        Forward primary = new Forward(
                wanted.pools().getFirst().id(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                cookie(words),
                options(says, words));
        return new Listener(
                id,
                role,
                protocol(words),
                words.port(),
                words.certificate().map(name -> tls(words, name)),
                role == Role.PRIMARY
                        ? primary
                        : new Forward(
                                primary.pool(),
                                Optional.of(words.instancePort()),
                                Optional.of(algorithm(wanted, says, words)),
                                ownPersistence(role, words),
                                primary.cookie(),
                                primary.options()));
    }

    private Optional<SessionPersistence> ownPersistence(Role role, ClassicListener words) {
        return role == Role.ADDITIONAL ? cookie(words).map(_ -> SessionPersistence.HTTP_COOKIE) : Optional.empty();
    }

    private Tls tls(ClassicListener listener, String certificateName) {
        SslNegotiation negotiation = negotiation(listener);
        return new Tls(
                true, false, certificate(certificateName), List.of(), 0, negotiation.versions(), negotiation.ciphers());
    }

    private ServerCertificate certificate(String name) {
        ServerCertificate certificate = certificates.get(name);
        if (certificate == null) {
            throw new IllegalArgumentException(name + " was not given");
        }
        return certificate;
    }

    private SslNegotiation negotiation(ClassicListener listener) {
        return negotiations(says, listener).stream()
                .findFirst()
                .map(SslNegotiation::of)
                .orElseGet(SecurityPolicy.USUAL::negotiation);
    }

    private static List<NamedPolicy> negotiations(Classic classic, ClassicListener listener) {
        return classic.policiesOf(listener).stream()
                .filter(PolicyType.SSL_NEGOTIATION::is)
                .toList();
    }

    private static List<NamedPolicy> sessions(Classic classic, ClassicListener listener) {
        return classic.policiesOf(listener).stream()
                .filter(PolicyType::isForSessions)
                .toList();
    }

    private static Protocol protocol(ClassicListener listener) {
        return listener.protocol().isHttp() ? Protocol.HTTP : Protocol.TCP;
    }

    /** A weighted one where zones share alike: what a node weighs then goes by who can serve. */
    private static Algorithm algorithm(LoadBalancer balancer, Classic classic, ClassicListener listener) {
        boolean weighted = !classic.attributes().crossZone() && servingZones(balancer, classic) > 1;
        if (listener.protocol().isHttp()) {
            return weighted ? Algorithm.WEIGHTED_LEAST_CONNECTIONS : Algorithm.LEAST_CONNECTIONS;
        }
        return weighted ? Algorithm.WEIGHTED_ROUND_ROBIN : Algorithm.ROUND_ROBIN;
    }

    private static long servingZones(LoadBalancer balancer, Classic classic) {
        return balancer.pools().getFirst().nodes().stream()
                .flatMap(node -> node.instance().stream())
                .filter(instance -> serves(classic, instance))
                .map(InstanceRef::zone)
                .distinct()
                .count();
    }

    private static boolean serves(Classic classic, InstanceRef instance) {
        return classic.zones().contains(instance.zone()) && instance.halted().isEmpty() && !instance.departs();
    }

    private Optional<SessionCookie> cookie(ClassicListener listener) {
        return sessions(says, listener).stream()
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

    private static TrafficOptions options(Classic classic, ClassicListener listener) {
        TrafficOptions options = TrafficOptions.NONE;
        if (announces(classic, listener)) {
            options = options.with(new ProxyProtocol(1));
        }
        if (listener.protocol().isHttp() && classic.attributes().desyncMode() == DesyncMode.STRICTEST) {
            options = options.with(new StrictRequests());
        }
        AccessLog log = classic.attributes().accessLog();
        if (log.enabled() && log.alias().isPresent()) {
            options = options.with(new DetailedLog(log.alias().get(), Duration.ofMinutes(log.emitIntervalMinutes())));
        }
        return listener.instanceProtocol().isSecure()
                ? options.with(NodeTls.UNVERIFIED.withPublicKeys(publicKeys(classic, listener)))
                : options;
    }

    private static boolean announces(Classic classic, ClassicListener listener) {
        return classic.policiesOf(listener.instancePort()).stream()
                .filter(PolicyType.PROXY_PROTOCOL::is)
                .flatMap(policy -> policy.value(PROXY_PROTOCOL).stream())
                .anyMatch(Boolean::parseBoolean);
    }

    private static List<String> publicKeys(Classic classic, ClassicListener listener) {
        return classic.policiesOf(listener.instancePort()).stream()
                .filter(PolicyType.BACKEND_AUTHENTICATION::is)
                .flatMap(policy -> policy.values(PUBLIC_KEY_POLICY).stream())
                .flatMap(name -> classic.policy(name).stream())
                .flatMap(policy -> policy.value(PUBLIC_KEY).stream())
                .map(InstanceKey::bare)
                .distinct()
                .toList();
    }

    private Pool pool(LoadBalancer further) {
        Pool pool = wanted.pools().getFirst();
        Optional<ClassicListener> primary = further.listener(Role.PRIMARY).flatMap(listener -> words(says, listener));
        Optional<ClassicListener> was = before.listener(Role.PRIMARY).flatMap(listener -> words(said, listener));
        if (primary.isPresent()) {
            pool = pool.withAlgorithm(algorithm(pool.algorithm(), was, primary.get()));
        }
        for (Node node : pool.nodes()) {
            pool = pool.withNode(node.instance()
                    .map(instance -> serving(node, instance, was, primary))
                    .orElse(node));
        }
        return pool.withPersistence(poolPersistence(further, pool));
    }

    /** The tenant's own choice stays. */
    private Algorithm algorithm(Algorithm current, Optional<ClassicListener> was, ClassicListener primary) {
        boolean follows = was.isEmpty() || algorithm(before, said, was.get()) == current;
        return follows ? algorithm(wanted, says, primary) : current;
    }

    /** What the primary listener and its twin within TLS go by, which have their sessions together. */
    private Optional<SessionPersistence> poolPersistence(LoadBalancer further, Pool pool) {
        Optional<SessionPersistence> persistence = pool.persistence();
        for (Listener listener : further.listeners()) {
            Optional<ClassicListener> is = words(says, listener);
            if (listener.role() != Role.ADDITIONAL && is.isPresent()) {
                List<NamedPolicy> were =
                        words(said, listener).map(was -> sessions(said, was)).orElse(List.of());
                if (!were.equals(sessions(says, is.get()))) {
                    persistence = cookie(is.get()).map(_ -> SessionPersistence.HTTP_COOKIE);
                }
            }
        }
        return persistence;
    }

    /** What is open to an instance that leaves, does not run, or is in a disabled zone, may end. What somebody else said of a node stays. */
    private Node serving(
            Node node, InstanceRef instance, Optional<ClassicListener> was, Optional<ClassicListener> primary) {
        Condition usual = before.pools()
                .getFirst()
                .node(node.id())
                .flatMap(Node::instance)
                .map(known -> condition(said, known))
                .orElse(Condition.ENABLED);
        boolean reachedAsUsual = was.isEmpty() || was.get().instancePort().equals(node.port());
        return node.serving(
                node.condition() == usual ? condition(says, instance) : node.condition(),
                primary.filter(_ -> reachedAsUsual)
                        .map(ClassicListener::instancePort)
                        .orElse(node.port()));
    }

    private static Condition condition(Classic classic, InstanceRef instance) {
        return serves(classic, instance) ? Condition.ENABLED : Condition.DRAINING;
    }

    /** A plain listener that is left alone is the primary one, so that other dialects have words for it. */
    private static LoadBalancer promoted(LoadBalancer balancer) {
        if (balancer.listeners().size() != 1) {
            return balancer;
        }
        Listener left = balancer.listeners().getFirst();
        if (left.role() != Role.ADDITIONAL || left.tls().isPresent() || !(left.action() instanceof Forward forward)) {
            return balancer;
        }
        Pool pool = balancer.primaryPool();
        Pool own =
                pool.withAlgorithm(forward.algorithm().orElse(pool.algorithm())).withPersistence(forward.persistence());
        for (Node node : own.nodes()) {
            own = own.withNode(node.serving(node.condition(), forward.nodePort().orElse(node.port())));
        }
        Forward bare = new Forward(
                forward.pool(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                forward.cookie(),
                forward.options());
        return balancer.withListeners(List.of(left.withRole(Role.PRIMARY).withAction(bare)))
                .withPool(own);
    }
}
