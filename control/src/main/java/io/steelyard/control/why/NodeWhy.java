package io.steelyard.control.why;

import io.steelyard.control.node.NodeObservation;
import io.steelyard.control.node.NodeView;
import io.steelyard.domain.node.Condition;
import io.steelyard.domain.observed.Outage;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Why a node is OFFLINE. */
public final class NodeWhy {
    private NodeWhy() {}

    /** Empty for a node that is not OFFLINE. */
    public static Optional<Why> of(NodeView view, Instant now) {
        if (view.node().condition() == Condition.DISABLED) {
            return Optional.of(new Why("DISABLED", "Its condition is DISABLED: it gets nothing until that changes."));
        }
        return view.outage()
                .flatMap(observation -> observation.report().outage().map(outage -> of(observation, outage, now)));
    }

    private static Why of(NodeObservation observation, Outage outage, Instant now) {
        Instant since = observation.at();
        Duration offline = since.isAfter(now) ? Duration.ZERO : Duration.between(since, now);
        return new Why(
                outage.failure().name(),
                "It is OFFLINE because " + outage.reason() + ".",
                Optional.of(since),
                outage.nextTry(offline).map(since::plus));
    }
}
