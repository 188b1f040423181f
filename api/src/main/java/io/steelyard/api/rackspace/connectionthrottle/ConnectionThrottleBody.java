package io.steelyard.api.rackspace.connectionthrottle;

import io.steelyard.api.body.Attributes;
import io.steelyard.api.body.Representation;
import io.steelyard.control.throttle.ThrottleChange;
import io.steelyard.domain.refusal.Violation;
import io.steelyard.domain.refusal.Violation.Rule;
import io.steelyard.domain.throttle.ConnectionThrottle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Throttles on the wire (2010 specification, section 4.13). */
public final class ConnectionThrottleBody {
    /** What a body wraps it in, and the attribute of a balancer. */
    public static final String NAME = "connectionThrottle";

    private ConnectionThrottleBody() {}

    static ThrottleChange read(@Nullable JsonNode body) {
        List<Violation> violations = new ArrayList<>();
        return read(Attributes.unwrapped(body, NAME, violations), violations);
    }

    /**
     * The throttle of a balancer to be made.
     *
     * @param violations receives what is missing; what is wrong it has already
     */
    public static Optional<ConnectionThrottle> of(Attributes loadBalancer, List<Violation> violations) {
        return loadBalancer.object(NAME).flatMap(in -> {
            ThrottleChange read = read(in, violations);
            List<Violation> missing = read.missing();
            missing.forEach(
                    each -> violations.add(new Violation(in.path() + each.attribute(), each.rule(), each.detail())));
            return read.minConnections()
                    .flatMap(min -> read.maxConnections()
                            .flatMap(max -> read.maxConnectionRate()
                                    .flatMap(rate -> read.rateInterval()
                                            .map(interval -> new ConnectionThrottle(min, max, rate, interval)))));
        });
    }

    private static ThrottleChange read(Attributes in, List<Violation> violations) {
        Optional<Integer> min = number(in, "minConnections", 0, ConnectionThrottle.MAX_MIN_CONNECTIONS);
        Optional<Integer> max = number(in, "maxConnections", 0, ConnectionThrottle.MAX_CONNECTIONS);
        Optional<Integer> rate = number(in, "maxConnectionRate", 0, ConnectionThrottle.MAX_RATE);
        Optional<Duration> interval = number(in, "rateInterval", 1, (int) ConnectionThrottle.MAX_INTERVAL.toSeconds())
                .map(Duration::ofSeconds);
        // So the text calls them where it explains them; its samples have the right names.
        in.refuse(Rule.UNKNOWN_ATTRIBUTE, "written minConnections", "minConnection");
        in.refuse(Rule.UNKNOWN_ATTRIBUTE, "written maxConnectionRate", "macConnectionRate");
        in.refuseOthers();
        return new ThrottleChange(min, max, rate, interval, violations);
    }

    private static Optional<Integer> number(Attributes in, String name, int least, int most) {
        return in.number(
                name, value -> value >= least && value <= most, "a whole number from " + least + " to " + most);
    }

    static Representation of(Optional<ConnectionThrottle> throttle) {
        return Representation.of(
                NAME, throttle.map(ConnectionThrottleBody::write).orElseGet(JsonNodeFactory.instance::objectNode));
    }

    public static ObjectNode write(ConnectionThrottle throttle) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("minConnections", throttle.minConnections())
                .put("maxConnections", throttle.maxConnections())
                .put("maxConnectionRate", throttle.maxConnectionRate())
                .put("rateInterval", throttle.rateInterval().toSeconds());
    }
}
