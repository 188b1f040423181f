package io.steelyard.conformance.churn;

import io.steelyard.conformance.RackspaceClient;
import io.steelyard.conformance.RackspaceClient.Answer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
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

    /** Makes a balancer without nodes and waits until it serves. */
    public static Membership create(RackspaceClient client, String algorithm) throws IOException, InterruptedException {
        Answer made = expect(202, client.post("loadbalancers", """
                {"loadBalancer":{"name":"churn","protocol":"HTTP","port":%d,"algorithm":"%s",
                 "virtualIps":[{"type":"PUBLIC"}]}}""".formatted(PORT, algorithm)));
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

    /** Returns the id that the node has from now on. */
    public int add(NodeProcess node) throws IOException, InterruptedException {
        Answer added = expect(
                202,
                client.post(
                        balancer + "/nodes",
                        "{\"nodes\":[{\"address\":\"%s\",\"port\":%d,\"condition\":\"ENABLED\"}]}"
                                .formatted(
                                        node.address().getAddress().getHostAddress(),
                                        node.address().getPort())));
        awaitActive();
        return added.body().path("nodes").path(0).path("id").asInt();
    }

    void drain(int node) throws IOException, InterruptedException {
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

    void remove(int node) throws IOException, InterruptedException {
        expect(202, client.delete(balancer + "/nodes/" + node));
        awaitActive();
    }

    private void condition(int node, String condition) throws IOException, InterruptedException {
        expect(
                202,
                client.call(
                        "PUT", balancer + "/nodes/" + node, "{\"node\":{\"condition\":\"%s\"}}".formatted(condition)));
        awaitActive();
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
