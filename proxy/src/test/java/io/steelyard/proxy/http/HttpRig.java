package io.steelyard.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.steelyard.domain.listener.Protocol;
import io.steelyard.proxy.TestBalancer;
import io.steelyard.proxy.TestHost;
import io.steelyard.proxy.engine.HostEngine;
import io.steelyard.proxy.transport.Transport;
import io.steelyard.testkit.backend.Behaviour;
import io.steelyard.testkit.backend.FaultyBackend;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A host with one HTTP balancer, its nodes and its clients; everything ends with it. */
final class HttpRig implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final TestHost host;
    private final List<AutoCloseable> owned = new ArrayList<>();
    private @Nullable TestBalancer balancer;
    private int id;

    private HttpRig(TestHost host) {
        this.host = host;
    }

    static HttpRig start(Transport transport) {
        return start(transport, HttpLimits.DEFAULT);
    }

    static HttpRig start(Transport transport, HttpLimits limits) {
        return start(transport, TestHost.LIMITS.withHttp(limits));
    }

    static HttpRig start(Transport transport, HostEngine.Limits limits) {
        return new HttpRig(TestHost.start(transport, limits));
    }

    TestHost host() {
        return host;
    }

    /** A balancer over this one node. */
    HttpNode serve(HttpNode node) {
        owned.add(node);
        serve(node.backend());
        return node;
    }

    /** A balancer over one node that does with each connection what it likes. */
    FaultyBackend serveRaw(Behaviour behaviour) throws IOException {
        return serve(FaultyBackend.serving(behaviour))[0];
    }

    /** A balancer that takes these in turns, the first one first. */
    FaultyBackend[] serve(FaultyBackend... nodes) {
        owned.addAll(List.of(nodes));
        id++;
        change(TestBalancer.tcp(id, nodes).withProtocol(Protocol.HTTP).at(1));
        return nodes;
    }

    /** Ends this with the rest. */
    <T extends AutoCloseable> T own(T thing) {
        owned.add(thing);
        return thing;
    }

    /** Ends the balancer and everything that was made with it. */
    void remove() throws IOException {
        host.converge(balancer().absent());
        closeOwned();
        balancer = null;
    }

    /** Serves this from now on. */
    TestBalancer change(TestBalancer next) {
        balancer = next;
        return host.serve(next);
    }

    TestBalancer balancer() {
        TestBalancer served = balancer;
        if (served == null) {
            throw new IllegalStateException("nothing is served yet");
        }
        return served;
    }

    int port() {
        return balancer().address().getPort();
    }

    HttpTestClient client() throws IOException {
        HttpTestClient client = new HttpTestClient(balancer());
        owned.add(client);
        return client;
    }

    /** From this address of the loopback network. */
    HttpTestClient client(String from) throws IOException {
        HttpTestClient client = new HttpTestClient(balancer().connectFrom(from));
        owned.add(client);
        return client;
    }

    /** Until this node has seen so many requests. */
    static void awaitRequests(HttpNode node, int wanted) {
        await().atMost(LIMIT).until(() -> node.requests().size() >= wanted);
    }

    /** Until no connection to this node is open. */
    static void awaitClosed(HttpNode node) {
        await().atMost(LIMIT).until(() -> node.backend().open() == 0);
    }

    /** Whether the answer that this client waits for ends before its end. */
    static boolean isCut(HttpTestClient client) throws SocketTimeoutException {
        try {
            Received whole = client.receive();
            assertThat(whole).as("an answer that should be cut").isNull();
            return false;
        } catch (SocketTimeoutException waiting) {
            throw waiting;
        } catch (IOException cut) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        closeOwned();
        host.close();
    }

    private void closeOwned() throws IOException {
        for (AutoCloseable each : owned) {
            close(each);
        }
        owned.clear();
    }

    private static void close(AutoCloseable each) throws IOException {
        try {
            each.close();
        } catch (IOException broken) {
            throw broken;
        } catch (Exception unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }
}
