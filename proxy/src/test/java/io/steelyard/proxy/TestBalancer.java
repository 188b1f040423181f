package io.steelyard.proxy;

import io.steelyard.domain.desired.Bind;
import io.steelyard.domain.desired.DesiredListener;
import io.steelyard.domain.desired.DesiredLoadBalancer;
import io.steelyard.domain.desired.Endpoint;
import io.steelyard.domain.desired.Entry;
import io.steelyard.domain.desired.SessionCookies;
import io.steelyard.domain.listener.ListenerId;
import io.steelyard.domain.listener.Port;
import io.steelyard.domain.listener.Protocol;
import io.steelyard.domain.listener.Role;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.loadbalancer.TrafficPolicy;
import io.steelyard.domain.node.Condition;
import io.steelyard.domain.node.NodeId;
import io.steelyard.domain.node.NodeNetworks;
import io.steelyard.domain.node.NodeType;
import io.steelyard.domain.node.Weight;
import io.steelyard.domain.observed.EntryReport;
import io.steelyard.domain.persistence.SessionCookie;
import io.steelyard.domain.persistence.SessionKey;
import io.steelyard.domain.persistence.SessionPersistence;
import io.steelyard.domain.pool.Algorithm;
import io.steelyard.domain.region.Zone;
import io.steelyard.domain.virtualip.IpAddress;
import io.steelyard.domain.virtualip.NodeAddress;
import io.steelyard.testkit.FreePort;
import io.steelyard.testkit.backend.FaultyBackend;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A balancer with one listener, as tests describe it. Each change gives a new one of the next generation.
 *
 * @param address where clients come
 */
public record TestBalancer(
        int id,
        long generation,
        InetSocketAddress address,
        Protocol protocol,
        Algorithm algorithm,
        List<Endpoint> endpoints,
        UnaryOperator<DesiredListener> features) {
    private static final SessionKey SESSION_KEY = new SessionKey(new byte[SessionKey.LENGTH]);
    private static final String VIP = "127.78.0.1";
    private static final int READ_LIMIT_MILLIS = 20_000;

    public TestBalancer {
        endpoints = List.copyOf(endpoints);
    }

    /** TCP by turns on a free port, with node ids from {@code 100·id} on. */
    public static TestBalancer tcp(int id, FaultyBackend... nodes) {
        TestBalancer empty = new TestBalancer(
                id, 1, freeAddress(), Protocol.TCP, Algorithm.ROUND_ROBIN, List.of(), UnaryOperator.identity());
        return empty.withNodes(nodes).at(1);
    }

    /** A port of a loopback address that is free now. */
    public static InetSocketAddress freeAddress() {
        return new InetSocketAddress(VIP, FreePort.pick());
    }

    public TestBalancer withNodes(FaultyBackend... nodes) {
        List<Endpoint> all = new ArrayList<>();
        for (FaultyBackend node : nodes) {
            all.add(endpoint(new NodeId(100 * id + all.size()), node.address(), Condition.ENABLED));
        }
        return with(address, protocol, algorithm, all, features);
    }

    /** With nodes that are somewhere else than in this process. */
    public TestBalancer withNodesAt(List<InetSocketAddress> nodes) {
        List<Endpoint> all = new ArrayList<>();
        for (InetSocketAddress node : nodes) {
            all.add(endpoint(new NodeId(100 * id + all.size()), node, Condition.ENABLED));
        }
        return with(address, protocol, algorithm, all, features);
    }

    /** With one node that is wherever a name leads to. */
    public TestBalancer withNameAt(String name, int port) {
        Endpoint named = new Endpoint(
                new NodeId(100 * id),
                NodeAddress.require(name),
                new Port(port),
                Condition.ENABLED,
                Weight.ONE,
                NodeType.PRIMARY);
        return with(address, protocol, algorithm, List.of(named), features);
    }

    /** These come after the ones that it has. */
    public TestBalancer withMoreNodes(FaultyBackend... nodes) {
        List<Endpoint> all = new ArrayList<>(endpoints);
        for (FaultyBackend node : nodes) {
            all.add(endpoint(new NodeId(100 * id + all.size()), node.address(), Condition.ENABLED));
        }
        return with(address, protocol, algorithm, all, features);
    }

    /** The node at this place gets this condition. */
    public TestBalancer withCondition(int node, Condition condition) {
        List<Endpoint> all = new ArrayList<>(endpoints);
        Endpoint old = all.get(node);
        all.set(node, new Endpoint(old.node(), old.address(), old.port(), condition, old.weight(), old.type()));
        return with(address, protocol, algorithm, all, features);
    }

    /** The node at this place gets this weight. */
    public TestBalancer withWeight(int node, int weight) {
        List<Endpoint> all = new ArrayList<>(endpoints);
        Endpoint old = all.get(node);
        all.set(
                node,
                new Endpoint(old.node(), old.address(), old.port(), old.condition(), new Weight(weight), old.type()));
        return with(address, protocol, algorithm, all, features);
    }

    /** Its nodes are in these zones, which share traffic alike. */
    public TestBalancer withZones(String... zones) {
        List<Endpoint> all = new ArrayList<>(endpoints);
        for (int i = 0; i < zones.length; i++) {
            all.set(i, all.get(i).withZone(Optional.of(new Zone(zones[i]))));
        }
        return with(address, protocol, algorithm, all, features);
    }

    /** The node at this place gets this type. */
    public TestBalancer withType(int node, NodeType type) {
        List<Endpoint> all = new ArrayList<>(endpoints);
        Endpoint old = all.get(node);
        all.set(node, new Endpoint(old.node(), old.address(), old.port(), old.condition(), old.weight(), type));
        return with(address, protocol, algorithm, all, features);
    }

    /** With sessions; where they go by cookies, with those of the nodes that it has then. */
    public TestBalancer withPersistence(SessionPersistence persistence) {
        return persistence == SessionPersistence.HTTP_COOKIE
                ? withCookie(SessionCookie.lasting(SESSION_KEY.cookieName(lbId()), Optional.empty()))
                : withFeature(listener -> listener.withPersistence(Optional.of(persistence), Optional.empty()));
    }

    /** With sessions by this cookie, with values for the nodes that it has then. */
    public TestBalancer withCookie(SessionCookie cookie) {
        return withFeature(listener -> listener.withPersistence(
                Optional.of(SessionPersistence.HTTP_COOKIE), Optional.of(cookies(cookie, listener.endpoints()))));
    }

    private SessionCookies cookies(SessionCookie cookie, List<Endpoint> nodes) {
        return new SessionCookies(
                cookie.name(),
                nodes.stream()
                        .map(node ->
                                new SessionCookies.Value(node.node(), SESSION_KEY.cookieValue(lbId(), node.node())))
                        .toList(),
                cookie.lifetime(),
                cookie.follows());
    }

    public TestBalancer withoutNode(int node) {
        List<Endpoint> all = new ArrayList<>(endpoints);
        all.remove(node);
        return with(address, protocol, algorithm, all, features);
    }

    public TestBalancer withAddress(InetSocketAddress next) {
        return with(next, protocol, algorithm, endpoints, features);
    }

    public TestBalancer withProtocol(Protocol next) {
        return with(address, next, algorithm, endpoints, features);
    }

    public TestBalancer withAlgorithm(Algorithm next) {
        return with(address, protocol, next, endpoints, features);
    }

    public TestBalancer withIdleTimeout(Duration next) {
        return withPolicy(policy -> policy.withIdleTimeout(next));
    }

    /** With something else of its policy. */
    public TestBalancer withPolicy(UnaryOperator<TrafficPolicy> change) {
        return withFeature(listener -> listener.withPolicy(change.apply(listener.policy())));
    }

    /** With something else that an engine is told, after what was changed before. */
    public TestBalancer withFeature(UnaryOperator<DesiredListener> change) {
        UnaryOperator<DesiredListener> before = features;
        return with(address, protocol, algorithm, endpoints, listener -> change.apply(before.apply(listener)));
    }

    /** The same at another generation. */
    public TestBalancer at(long other) {
        return new TestBalancer(id, other, address, protocol, algorithm, endpoints, features);
    }

    private TestBalancer with(
            InetSocketAddress nextAddress,
            Protocol nextProtocol,
            Algorithm nextAlgorithm,
            List<Endpoint> nextEndpoints,
            UnaryOperator<DesiredListener> nextFeatures) {
        return new TestBalancer(
                id, generation + 1, nextAddress, nextProtocol, nextAlgorithm, nextEndpoints, nextFeatures);
    }

    private static Endpoint endpoint(NodeId id, InetSocketAddress at, Condition condition) {
        return new Endpoint(
                id,
                IpAddress.of(at.getAddress().getAddress()),
                new Port(at.getPort()),
                condition,
                Weight.ONE,
                NodeType.PRIMARY);
    }

    public Bind bind() {
        return new Bind(
                IpAddress.of(address.getAddress().getAddress()), new Port(address.getPort()), protocol.transport());
    }

    public Entry.Present entry() {
        return new Entry.Present(lbId(), generation, new DesiredLoadBalancer(lbId(), List.of(listener())));
    }

    /** The same, with where names of nodes may lead to. */
    public Entry.Present entry(NodeNetworks networks) {
        return new Entry.Present(
                lbId(), generation, new DesiredLoadBalancer(lbId(), List.of(listener()), Optional.of(networks)));
    }

    private DesiredListener listener() {
        return features.apply(new DesiredListener(
                new ListenerId(1),
                Role.PRIMARY,
                protocol,
                List.of(bind()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                algorithm,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                endpoints,
                TrafficPolicy.DEFAULT));
    }

    /** Its tombstone, one generation on. */
    public Entry.Absent absent() {
        return new Entry.Absent(lbId(), generation + 1);
    }

    public EntryReport applied() {
        return new EntryReport.Applied(lbId(), generation);
    }

    public LoadBalancerId lbId() {
        return new LoadBalancerId(id);
    }

    /** A new client, whose reads fail rather than wait for ever. */
    public Socket connect() throws IOException {
        return connect(new Socket());
    }

    /** The same from this address of the loopback network. */
    public Socket connectFrom(String from) throws IOException {
        Socket client = new Socket();
        client.bind(new InetSocketAddress(from, 0));
        return connect(client);
    }

    private Socket connect(Socket client) throws IOException {
        client.setSoTimeout(READ_LIMIT_MILLIS);
        client.connect(address, READ_LIMIT_MILLIS);
        return client;
    }
}
