package io.steelyard.proxy.upstream;

import io.steelyard.domain.monitor.HealthMonitor;
import io.steelyard.domain.node.NodeId;
import io.steelyard.domain.observed.NodeFailure;
import io.steelyard.domain.observed.Outage;
import java.util.Arrays;
import java.util.Optional;

/**
 * What one process tells the next of a node.
 *
 * @param outage why it is OFFLINE; empty when it is ONLINE
 */
public record KnownNode(NodeId id, Optional<Outage> outage) {
    private static final String WORD = "node";

    /** Empty when the next process finds out by itself: a node that is taken for ONLINE unless it fails, or is nowhere. */
    public static Optional<KnownNode> of(NodeState state) {
        return switch (state.availability()) {
            case HELD -> Optional.empty();
            case ONLINE ->
                state.isChecked() ? Optional.of(new KnownNode(state.id(), Optional.empty())) : Optional.empty();
            case OFFLINE -> state.isLost() ? Optional.empty() : Optional.of(new KnownNode(state.id(), state.outage()));
        };
    }

    /**
     * Tells it to a node's state that knows nothing.
     *
     * @param monitor whose checks the node has now
     */
    public void tell(NodeState state, Optional<HealthMonitor> monitor) {
        state.recall(outage.map(why -> new Outage(why.failure(), monitor, why.status())));
    }

    /** For {@link #parse}. */
    public String line() {
        return WORD + " " + id.value() + outage.map(KnownNode::text).orElse("");
    }

    private static String text(Outage why) {
        return " " + why.failure() + why.status().map(status -> " " + status).orElse("");
    }

    /** Empty for what is no such line; a later version may say more. */
    static Optional<KnownNode> parse(String line) {
        String[] words = line.split(" ");
        if (words.length < 2 || !words[0].equals(WORD)) {
            return Optional.empty();
        }
        NodeId id = new NodeId(Integer.parseInt(words[1]));
        return words.length == 2
                ? Optional.of(new KnownNode(id, Optional.empty()))
                : failure(words[2]).map(why -> new KnownNode(id, Optional.of(outage(why, words))));
    }

    private static Optional<NodeFailure> failure(String word) {
        return Arrays.stream(NodeFailure.values())
                .filter(each -> each.name().equals(word))
                .findFirst();
    }

    private static Outage outage(NodeFailure failure, String... words) {
        Outage outage = Outage.inTraffic(failure);
        return words.length > 3 ? outage.withStatus(Integer.parseInt(words[3])) : outage;
    }
}
