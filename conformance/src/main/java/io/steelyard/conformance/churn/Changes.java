package io.steelyard.conformance.churn;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Takes nodes through everything that an API client can do to one, each step under traffic and each looked at. */
final class Changes implements Round {
    private static final Duration TRAFFIC_LIMIT = Duration.ofSeconds(10);
    private static final Duration QUIET_LIMIT = Duration.ofSeconds(2);

    private final Membership membership;
    private final List<NodeProcess> spare;
    private final List<Cut> cuts;
    private final List<String> violations;
    private volatile int done;

    Changes(Membership membership, List<NodeProcess> spare, List<Cut> cuts, List<String> violations) {
        this.membership = membership;
        this.spare = spare;
        this.cuts = cuts;
        this.violations = violations;
    }

    int done() {
        return done;
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // One thread alone changes nodes.
    public void next() throws IOException, InterruptedException {
        NodeProcess node = spare.get(done % spare.size());
        int id = membership.add(node);
        requireBusy(node, "was added");
        membership.drain(id);
        requireQuiet(node, "is DRAINING");
        membership.enable(id);
        requireBusy(node, "was enabled again");
        cuts.add(membership.disable(id, node.name()));
        requireQuiet(node, "is DISABLED");
        membership.remove(id);
        done++;
    }

    private void requireBusy(NodeProcess node, String what) throws IOException, InterruptedException {
        if (!new Watch(node).isBusyWithin(TRAFFIC_LIMIT)) {
            failed(node.name() + " " + what + " and got no traffic for " + TRAFFIC_LIMIT);
        }
    }

    private void requireQuiet(NodeProcess node, String what) throws IOException, InterruptedException {
        if (!new Watch(node).isQuietWithin(QUIET_LIMIT)) {
            failed(node.name() + " " + what + " and still got new requests " + QUIET_LIMIT + " later");
        }
    }

    @Override
    public void failed(String violation) {
        violations.add("change " + (done + 1) + ": " + violation);
    }
}
