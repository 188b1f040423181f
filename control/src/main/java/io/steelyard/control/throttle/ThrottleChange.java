package io.steelyard.control.throttle;

import io.steelyard.domain.refusal.RefusedException;
import io.steelyard.domain.refusal.Violation;
import io.steelyard.domain.throttle.ConnectionThrottle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is to change of a throttle; what is empty stays. Where there is none yet, all of it is needed.
 *
 * @param violations what the dialect found wrong while reading
 */
public record ThrottleChange(
        Optional<Integer> minConnections,
        Optional<Integer> maxConnections,
        Optional<Integer> maxConnectionRate,
        Optional<Duration> rateInterval,
        List<Violation> violations) {
    public ThrottleChange {
        violations = List.copyOf(violations);
    }

    /** @throws RefusedException with Invalid, naming all that is wrong or missing */
    ConnectionThrottle of(Optional<ConnectionThrottle> current) {
        List<Violation> wrong = new ArrayList<>(violations);
        wrong.addAll(current.isPresent() ? nothing() : missing());
        RefusedException.ifAny(wrong);
        return new ConnectionThrottle(
                minConnections
                        .or(() -> current.map(ConnectionThrottle::minConnections))
                        .orElseThrow(),
                maxConnections
                        .or(() -> current.map(ConnectionThrottle::maxConnections))
                        .orElseThrow(),
                maxConnectionRate
                        .or(() -> current.map(ConnectionThrottle::maxConnectionRate))
                        .orElseThrow(),
                rateInterval
                        .or(() -> current.map(ConnectionThrottle::rateInterval))
                        .orElseThrow());
    }

    /** What keeps a throttle from being made of this alone; one that cannot be read is reported already. */
    public List<Violation> missing() {
        List<Violation> missing = new ArrayList<>();
        require(missing, "minConnections", minConnections);
        require(missing, "maxConnections", maxConnections);
        require(missing, "maxConnectionRate", maxConnectionRate);
        require(missing, "rateInterval", rateInterval);
        return missing;
    }

    private void require(List<Violation> missing, String name, Optional<?> value) {
        if (value.isEmpty()
                && violations.stream().noneMatch(known -> known.attribute().endsWith(name))) {
            missing.add(new Violation(name, Violation.Rule.REQUIRED, "given"));
        }
    }

    private List<Violation> nothing() {
        boolean empty = minConnections.isEmpty()
                && maxConnections.isEmpty()
                && maxConnectionRate.isEmpty()
                && rateInterval.isEmpty();
        return empty && violations.isEmpty()
                ? List.of(new Violation(
                        "connectionThrottle", Violation.Rule.REQUIRED, "given with at least one of its attributes"))
                : List.of();
    }
}
