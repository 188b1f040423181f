package io.steelyard.conformance.churn;

import io.steelyard.conformance.RackspaceClient;
import io.steelyard.conformance.RackspaceClient.Answer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The nodes of the one balancer that is under traffic, changed over the API. Any thread. */
public final class Membership {
    private static final Duration SETTLE_LIMIT = Duration.ofSeconds(20);
    private static final int PORT = 8080;

    private final RackspaceClient client;
    private final String balancer;
    private final InetSocketAddress vip;

    private Membership(RackspaceClient client, String balancer, InetSocketAddress vip) {
        this.client = client;
        this.balancer = balancer;
        this.vip = vip;
    }

    /** Makes an HTTP balancer without nodes and waits until it serves. */
    public static Membership create(RackspaceClient client, String algorithm) throws IOException, InterruptedException {
        return create(client, "HTTP", "\"algorithm\":\"" + algorithm + "\"");
    }

    /**
     * Makes a balancer without nodes and waits until it serves.
     *
     * @param attributes more of them, JSON
     */
    public static Membership create(RackspaceClient client, String protocol, String attributes)
            throws IOException, InterruptedException {
        Answer made = expect(202, client.post("loadbalancers", """
                {"loadBalancer":{"name":"soak","protocol":"%s","port":%d,"virtualIps":[{"type":"PUBLIC"}],%s}}""".formatted(protocol, PORT, attributes)));
        JsonNode created = made.body().path("loadBalancer");
        String address = created.path("virtualIps").path(0).path("address").asString();
        Membership membership = new Membership(
                client, "loadbalancers/" + created.path("id").asInt(), new InetSocketAddress(address, PORT));
        membership.awaitActive();
        return membership;
    }

    public InetSocketAddress vip() {
        return vip;
    }

    /** Another port of the same virtual IP. */
    public InetSocketAddress vip(int port) {
        return new InetSocketAddress(vip.getAddress(), port);
    }

    /** Returns the id that the node has from now on. */
    public int add(NodeProcess node) throws IOException, InterruptedException {
        return add(node.address());
    }

    /** The same of any node. */
    public int add(InetSocketAddress node) throws IOException, InterruptedException {
        JsonNode added = change(
                "POST",
                "/nodes",
                "{\"nodes\":[{\"address\":\"%s\",\"port\":%d,\"condition\":\"ENABLED\"}]}"
                        .formatted(node.getAddress().getHostAddress(), node.getPort()));
        return added.path("nodes").path(0).path("id").asInt();
    }

    /** A write below the balancer's path; returns what it was answered when it is served. */
    public JsonNode change(String verb, String below, String body) throws IOException, InterruptedException {
        Answer answer = expect(202, client.call(verb, balancer + below, body));
        awaitActive();
        return answer.body();
    }

    /** What a GET below the balancer's path is answered. */
    public JsonNode get(String below) throws IOException, InterruptedException {
        return expect(200, client.get(balancer + below)).body();
    }

    /** The status of every node. */
    public List<String> statuses() throws IOException, InterruptedException {
        return get("/nodes").path("nodes").values().stream()
                .map(node -> node.path("status").asString())
                .toList();
    }

    public void drain(int node) throws IOException, InterruptedException {
        condition(node, "DRAINING");
    }

    void enable(int node) throws IOException, InterruptedException {
        condition(node, "ENABLED");
    }

    Cut disable(int node, String name) throws IOException, InterruptedException {
        Instant at = Instant.now();
        long from = System.nanoTime();
        condition(node, "DISABLED");
        return new Cut(name, Cut.Cause.DISABLED, at, from, System.nanoTime());
    }

    public void remove(int node) throws IOException, InterruptedException {
        change("DELETE", "/nodes/" + node, "");
    }

    private void condition(int node, String condition) throws IOException, InterruptedException {
        change("PUT", "/nodes/" + node, "{\"node\":{\"condition\":\"%s\"}}".formatted(condition));
    }

    private void awaitActive() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + SETTLE_LIMIT.toNanos();
        while (true) {
            String status = client.get(balancer)
                    .body()
                    .path("loadBalancer")
                    .path("status")
                    .asString("");
            if (status.equals("ACTIVE")) {
                return;
            }
            if (status.equals("ERROR") || System.nanoTime() > deadline) {
                throw new IOException(balancer + " is " + status + ", not ACTIVE");
            }
            Thread.sleep(2);
        }
    }

    private static Answer expect(int status, Answer answer) throws IOException {
        if (answer.status() != status) {
            throw new IOException("the API answered " + answer);
        }
        return answer;
    }
}
