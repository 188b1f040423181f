package io.steelyard.conformance.churn;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Kills nodes in the middle of their traffic and starts them again. A node that failed three times in a row may be left out
 * for a minute; to be killed under traffic again it is then taken out of the balancer and added anew.
 */
final class Kills implements Round {
    private static final Duration TRAFFIC_LIMIT = Duration.ofSeconds(10);
    private static final Duration RETURN_LIMIT = Duration.ofSeconds(1);

    private final Membership membership;
    private final List<NodeProcess> nodes;
    private final List<Integer> ids = new ArrayList<>();
    private final List<Cut> cuts;
    private final List<String> violations;
    private volatile int done;
    private volatile int replaced;

    /** Adds the nodes to the balancer first. */
    Kills(Membership membership, List<NodeProcess> nodes, List<Cut> cuts, List<String> violations)
            throws IOException, InterruptedException {
        this.membership = membership;
        this.nodes = nodes;
        this.cuts = cuts;
        this.violations = violations;
        for (NodeProcess node : nodes) {
            ids.add(membership.add(node));
        }
    }

    int done() {
        return done;
    }

    int replaced() {
        return replaced;
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // One thread alone kills.
    public void next() throws IOException, InterruptedException {
        int victim = done % nodes.size();
        NodeProcess node = nodes.get(victim);
        if (!new Watch(node).isBusyWithin(TRAFFIC_LIMIT)) {
            failed(node.name() + " had no traffic to be killed in");
        }
        cuts.add(node.kill());
        node.startAgain();
        if (!new Watch(node).isBusyWithin(RETURN_LIMIT)) {
            replace(victim);
        }
        done++;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // One thread alone kills.
    private void replace(int victim) throws IOException, InterruptedException {
        NodeProcess node = nodes.get(victim);
        membership.remove(ids.get(victim));
        ids.set(victim, membership.add(node));
        replaced++;
        if (!new Watch(node).isBusyWithin(TRAFFIC_LIMIT)) {
            failed(node.name() + " was started again and added anew, and got no traffic for " + TRAFFIC_LIMIT);
        }
    }

    @Override
    public void failed(String violation) {
        violations.add("kill " + (done + 1) + ": " + violation);
    }
}
