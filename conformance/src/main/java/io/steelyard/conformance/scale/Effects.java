package io.steelyard.conformance.scale;

import io.steelyard.conformance.RackspaceClient;
import io.steelyard.conformance.RackspaceClient.Answer;
import io.steelyard.conformance.figures.Latencies;
import io.steelyard.conformance.http.PlainConnection;
import io.steelyard.conformance.scale.Crowd.Member;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * Measures how long an acknowledged change takes to be seen by clients: a node is added and must answer, then it is disabled
 * and must answer no more. The balancer's turns go through all nodes, so that what is there shows within one round.
 */
final class Effects {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final RackspaceClient api;
    private final InetSocketAddress node;
    private final String nodeAnswers;
    private final int quietAnswers;
    private final Latencies added = new Latencies();
    private final Latencies disabled = new Latencies();

    /**
     * @param node that no balancer has yet; it answers with its port
     * @param nodes that each balancer has
     */
    Effects(RackspaceClient api, InetSocketAddress node, int nodes) {
        this.api = api;
        this.node = node;
        this.nodeAnswers = Integer.toString(node.getPort());
        this.quietAnswers = 2 * (nodes + 1);
    }

    /** Leaves the balancer as it was. */
    void sample(Member member) throws IOException, InterruptedException {
        String nodes = "loadbalancers/" + member.id() + "/nodes";
        Answer made = api.post(nodes, "{\"nodes\":[%s]}".formatted(Crowd.node(node)));
        long acknowledged = System.nanoTime();
        require(made);
        added.addNanos(firstAnswer(member) - acknowledged);

        String path = nodes + "/" + made.body().path("nodes").path(0).path("id").asInt();
        Answer changed = api.call("PUT", path, "{\"node\":{\"condition\":\"DISABLED\"}}");
        acknowledged = System.nanoTime();
        require(changed);
        disabled.addNanos(Math.max(0, lastAnswer(member, acknowledged) - acknowledged));
        require(api.delete(path));
    }

    private static void require(Answer answer) throws IOException {
        if (answer.status() != 202) {
            throw new IOException("the API answered " + answer);
        }
    }

    private long firstAnswer(Member member) throws IOException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        try (PlainConnection connection = PlainConnection.open(member.vip(), LIMIT)) {
            while (!ask(connection)) {
                requireBefore(deadline, member);
            }
            return System.nanoTime();
        }
    }

    /** When the last request was sent that the node still answered; {@code since} when none was. */
    private long lastAnswer(Member member, long since) throws IOException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        long last = since;
        for (int quiet = 0; quiet < quietAnswers; ) {
            // Each on its own connection: one that the change cuts is one that the node would have answered.
            long sent = System.nanoTime();
            if (askAnew(member)) {
                last = sent;
                quiet = 0;
            } else {
                quiet++;
            }
            requireBefore(deadline, member);
        }
        return last;
    }

    private boolean askAnew(Member member) {
        try (PlainConnection connection = PlainConnection.open(member.vip(), LIMIT)) {
            return ask(connection);
        } catch (IOException cut) {
            return true;
        }
    }

    /** Whether the node answered. */
    private boolean ask(PlainConnection connection) throws IOException {
        return connection.get("/", false).text().equals(nodeAnswers);
    }

    private static void requireBefore(long deadline, Member member) throws IOException {
        if (System.nanoTime() > deadline) {
            throw new IOException("a change of balancer " + member.id() + " had no effect in " + LIMIT);
        }
    }

    Latencies.Summary added() {
        return added.summary();
    }

    Latencies.Summary disabled() {
        return disabled.summary();
    }
}
