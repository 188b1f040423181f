package io.steelyard.api.operator.traffic;

import io.steelyard.api.body.Attributes;
import io.steelyard.domain.traffic.CircuitLimit;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code {"perNode":100,"queue":1000,"queueMillis":5000}}; without a queue nobody waits. */
final class CircuitLimitBody {
    private static final String PER_NODE = "perNode";
    private static final String QUEUE = "queue";
    private static final String QUEUE_MILLIS = "queueMillis";
    private static final int USUAL_MILLIS = 5_000;

    private CircuitLimitBody() {}

    static ObjectNode write(CircuitLimit limit) {
        return JsonNodeFactory.instance
                .objectNode()
                .put(PER_NODE, limit.perNode())
                .put(QUEUE, limit.queue())
                .put(QUEUE_MILLIS, limit.queueTime().toMillis());
    }

    static Optional<CircuitLimit> read(Attributes in) {
        in.require(PER_NODE);
        Optional<Integer> perNode = WholeNumbers.read(in, PER_NODE, 1, CircuitLimit.MAX_PER_NODE);
        Optional<Integer> queue = WholeNumbers.read(in, QUEUE, 0, CircuitLimit.MAX_QUEUE);
        Optional<Integer> millis = WholeNumbers.read(in, QUEUE_MILLIS, 1, CircuitLimit.MAX_QUEUE_MILLIS);
        return perNode.map(
                most -> new CircuitLimit(most, queue.orElse(0), Duration.ofMillis(millis.orElse(USUAL_MILLIS))));
    }
}
