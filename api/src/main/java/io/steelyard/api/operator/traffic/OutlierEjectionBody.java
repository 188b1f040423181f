package io.steelyard.api.operator.traffic;

import io.steelyard.api.body.Attributes;
import io.steelyard.domain.traffic.OutlierEjection;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code {"errorPercent":50,"windowSeconds":30,"minRequests":20,"ejectionSeconds":30,"maxEjectedPercent":50}}; all but the
 * first may be left out, and are so then.
 */
final class OutlierEjectionBody {
    private static final String ERROR_PERCENT = "errorPercent";
    private static final String WINDOW = "windowSeconds";
    private static final String MIN_REQUESTS = "minRequests";
    private static final String EJECTION = "ejectionSeconds";
    private static final String MAX_EJECTED = "maxEjectedPercent";

    private OutlierEjectionBody() {}

    static ObjectNode write(OutlierEjection ejection) {
        return JsonNodeFactory.instance
                .objectNode()
                .put(ERROR_PERCENT, ejection.errorPercent())
                .put(WINDOW, ejection.window().toSeconds())
                .put(MIN_REQUESTS, ejection.minRequests())
                .put(EJECTION, ejection.ejection().toSeconds())
                .put(MAX_EJECTED, ejection.maxEjectedPercent());
    }

    static Optional<OutlierEjection> read(Attributes in) {
        in.require(ERROR_PERCENT);
        Optional<Integer> errors = WholeNumbers.read(in, ERROR_PERCENT, 1, 100);
        Optional<Integer> window = WholeNumbers.read(in, WINDOW, 1, OutlierEjection.MAX_WINDOW_SECONDS);
        Optional<Integer> least = WholeNumbers.read(in, MIN_REQUESTS, 1, OutlierEjection.MAX_MIN_REQUESTS);
        Optional<Integer> away = WholeNumbers.read(in, EJECTION, 1, OutlierEjection.MAX_EJECTION_SECONDS);
        Optional<Integer> most = WholeNumbers.read(in, MAX_EJECTED, 1, 100);
        return errors.map(percent -> new OutlierEjection(
                percent,
                Duration.ofSeconds(window.orElse(30)),
                least.orElse(20),
                Duration.ofSeconds(away.orElse(30)),
                most.orElse(50)));
    }
}
