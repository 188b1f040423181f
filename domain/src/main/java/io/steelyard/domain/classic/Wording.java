package io.steelyard.domain.classic;

import io.steelyard.domain.listener.Forward;
import io.steelyard.domain.listener.Listener;
import io.steelyard.domain.listener.Port;
import io.steelyard.domain.listener.Protocol;
import io.steelyard.domain.listener.Transport;
import io.steelyard.domain.loadbalancer.LoadBalancer;
import io.steelyard.domain.monitor.Check;
import io.steelyard.domain.monitor.HealthMonitor;
import io.steelyard.domain.node.Node;
import io.steelyard.domain.persistence.SessionPersistence;
import io.steelyard.domain.region.Zone;
import io.steelyard.domain.traffic.NodeTls;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the classic dialect says of a balancer, whoever made it or changed it last: what was said of it, as far as that is so
 * still, and for the rest the words that come closest. {@link Meaning} goes the other way. Pure.
 */
public final class Wording {
    /** What sessions by cookie are called where another dialect asked for them. */
    static final String SESSIONS = "session-persistence";

    private static final int USUAL_PORT = 80;

    private final LoadBalancer balancer;
    private final Classic said;
    private final Map<String, NamedPolicy> policies = new LinkedHashMap<>();

    private Wording(LoadBalancer balancer, Classic said) {
        this.balancer = balancer;
        this.said = said;
        said.policies().forEach(policy -> policies.put(policy.name(), policy));
    }

    /**
     * A balancer that was made in another dialect, with all that can be said of it.
     *
     * @param internal whether it is for clients inside alone
     * @param zones that it serves: all, since it knows none
     */
    public static LoadBalancer of(LoadBalancer balancer, boolean internal, List<Zone> zones) {
        Classic nothing = new Classic(
                internal,
                zones,
                List.of(),
                List.of(),
                List.of(),
                usualCheck(balancer),
                List.of(),
                List.of(),
                ClassicAttributes.DEFAULT.withCrossZone(true),
                List.of());
        return of(balancer.withClassic(nothing));
    }

    /**
     * The same balancer with what is so now instead of what was said.
     *
     * @throws java.util.NoSuchElementException when nothing was ever said of it
     */
    public static LoadBalancer of(LoadBalancer balancer) {
        Classic said = balancer.classic().orElseThrow();
        return holds(balancer, said) ? balancer : balancer.withClassic(new Wording(balancer, said).words());
    }

    /** Whether all that was said is so: nearly always, and many are read at once. */
    private static boolean holds(LoadBalancer balancer, Classic said) {
        int sayable = 0;
        for (Listener listener : balancer.openListeners()) {
            if (canBeSaid(listener)) {
                sayable++;
                if (!holds(balancer, listener, said)) {
                    return false;
                }
            }
        }
        return sayable == said.listeners().size() && isChecked(balancer, said.healthCheck());
    }

    private static boolean holds(LoadBalancer balancer, Listener listener, Classic said) {
        for (ClassicListener known : said.listeners()) {
            if (known.port().equals(listener.port())) {
                return isFor(known, listener)
                        && hasSessions(balancer, listener)
                                == said.policiesOf(known).stream().anyMatch(PolicyType::isForSessions);
            }
        }
        return false;
    }

    private static boolean hasSessions(LoadBalancer balancer, Listener listener) {
        return balancer.persistence(listener)
                .filter(kind -> kind == SessionPersistence.HTTP_COOKIE)
                .isPresent();
    }

    /** Whether no check but this is made. */
    private static boolean isChecked(LoadBalancer balancer, HealthCheck said) {
        return balancer.primaryPool()
                .monitor()
                .filter(monitor -> !monitor.equals(said.monitor()))
                .isEmpty();
    }

    private static HealthCheck usualCheck(LoadBalancer balancer) {
        Port port = balancer.primaryPool().nodes().stream()
                .map(Node::port)
                .findFirst()
                .orElseGet(() -> new Port(USUAL_PORT));
        return HealthCheck.usual(
                new ClassicListener(port, ClassicProtocol.TCP, port, ClassicProtocol.TCP, Optional.empty(), List.of()));
    }

    private Classic words() {
        List<ClassicListener> listeners = balancer.openListeners().stream()
                .filter(Wording::canBeSaid)
                .map(this::words)
                .toList();
        return said.withListeners(listeners)
                .withPolicies(new ArrayList<>(policies.values()))
                .withHealthCheck(healthCheck());
    }

    /** Whether the dialect has words for a listener: it knows neither UDP nor redirects. */
    static boolean canBeSaid(Listener listener) {
        return listener.protocol().transport() == Transport.TCP && listener.action() instanceof Forward;
    }

    private ClassicListener words(Listener listener) {
        ClassicListener close = said.listener(listener.port())
                .filter(known -> isFor(known, listener))
                .or(() -> moved(listener))
                .orElseGet(() -> made(listener));
        return close.withPolicyNames(policyNames(listener, close));
    }

    /** The words for one that was at a port where there is none now. */
    private Optional<ClassicListener> moved(Listener listener) {
        return said.listeners().stream()
                .filter(known -> isFor(known, listener))
                .filter(known -> balancer.openListeners().stream()
                        .noneMatch(other -> other.port().equals(known.port())))
                .findFirst()
                .map(known -> known.withPort(listener.port()));
    }

    /** Whether those words were for that listener. */
    private static boolean isFor(ClassicListener known, Listener listener) {
        return known.protocol().isHttp() == (listener.protocol() == Protocol.HTTP)
                && known.protocol().isSecure() == listener.tls().isPresent();
    }

    private ClassicListener made(Listener listener) {
        boolean http = listener.protocol() == Protocol.HTTP;
        boolean secure = listener.tls().isPresent();
        return new ClassicListener(
                listener.port(),
                protocol(http, secure),
                instancePort(listener),
                protocol(http, reachesBySecure(listener)),
                secure ? Optional.of(certificate(listener)) : Optional.empty(),
                List.of());
    }

    private static ClassicProtocol protocol(boolean http, boolean secure) {
        if (http) {
            return secure ? ClassicProtocol.HTTPS : ClassicProtocol.HTTP;
        }
        return secure ? ClassicProtocol.SSL : ClassicProtocol.TCP;
    }

    private boolean reachesBySecure(Listener listener) {
        return listener.action() instanceof Forward forward
                && (forward.options().find(NodeTls.class).isPresent()
                        || balancer.policy().options().find(NodeTls.class).isPresent());
    }

    private Port instancePort(Listener listener) {
        return Optional.of(listener.action())
                .map(Forward.class::cast)
                .flatMap(Forward::nodePort)
                .or(() ->
                        balancer.primaryPool().nodes().stream().map(Node::port).findFirst())
                .orElseGet(listener::port);
    }

    /** The name of a certificate that is no other balancer's and that the account has none of. */
    private String certificate(Listener listener) {
        return "arn:aws:iam::" + balancer.tenant() + ":server-certificate/load-balancer/" + balancer.id() + "/"
                + listener.port();
    }

    /** What a listener uses, with sessions only where there are some. */
    private List<String> policyNames(Listener listener, ClassicListener words) {
        List<String> names = new ArrayList<>(words.policyNames());
        if (!hasSessions(balancer, listener)) {
            names.removeIf(this::isForSessions);
        } else if (names.stream().noneMatch(this::isForSessions)) {
            names.add(sessionsPolicy());
        }
        return names;
    }

    private boolean isForSessions(String name) {
        return Optional.ofNullable(policies.get(name))
                .filter(PolicyType::isForSessions)
                .isPresent();
    }

    private String sessionsPolicy() {
        String name = SESSIONS;
        for (int attempt = 2; policies.containsKey(name) && !isForSessions(name); attempt++) {
            name = SESSIONS + "-" + attempt;
        }
        policies.putIfAbsent(name, new NamedPolicy(name, PolicyType.LB_COOKIE.typeName(), List.of()));
        return name;
    }

    /** What was said stays where nothing is checked, since the dialect has no word for that. */
    private HealthCheck healthCheck() {
        return isChecked(balancer, said.healthCheck())
                ? said.healthCheck()
                : balancer.primaryPool().monitor().map(this::healthCheck).orElseThrow();
    }

    private HealthCheck healthCheck(HealthMonitor monitor) {
        return new HealthCheck(
                target(monitor),
                (int) monitor.delay().toSeconds(),
                (int) monitor.timeout().toSeconds(),
                monitor.attemptsBeforeDeactivation(),
                monitor.attemptsBeforeReturn());
    }

    private HealthTarget target(HealthMonitor monitor) {
        Port port = monitor.port().orElseGet(() -> usualCheck(balancer).target().port());
        return switch (monitor.check()) {
            case Check.Connect() -> new HealthTarget(ClassicProtocol.TCP, port, Optional.empty());
            case Check.Http http ->
                new HealthTarget(
                        http.secure() ? ClassicProtocol.HTTPS : ClassicProtocol.HTTP, port, Optional.of(http.path()));
        };
    }
}
