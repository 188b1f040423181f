package io.steelyard.api.operator.traffic;

import io.steelyard.api.body.Attributes;
import io.steelyard.domain.traffic.SlowStart;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code {"windowSeconds":30}}. */
final class SlowStartBody {
    private static final String WINDOW = "windowSeconds";

    private SlowStartBody() {}

    static ObjectNode write(SlowStart slowStart) {
        return JsonNodeFactory.instance
                .objectNode()
                .put(WINDOW, slowStart.window().toSeconds());
    }

    static Optional<SlowStart> read(Attributes in) {
        in.require(WINDOW);
        return WholeNumbers.read(in, WINDOW, 1, SlowStart.MAX_SECONDS)
                .map(seconds -> new SlowStart(Duration.ofSeconds(seconds)));
    }
}
