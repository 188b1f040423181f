package io.steelyard.domain.traffic;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * Access logs tell more of each request or connection: what each part of the way took, what the node answered, how TLS is
 * spoken. A listener has it because of its own balancer's rules; operators do not switch it on.
 *
 * @param name what lines call the balancer: up to 128 ASCII letters, digits, '-', '_' and '.'
 * @param period that one log is of, in whole seconds; divides an hour
 */
public record DetailedLog(String name, Duration period) implements TrafficOption {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,128}");
    private static final Duration HOUR = Duration.ofHours(1);

    public DetailedLog {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a balancer cannot be called " + name + " in a log");
        }
        if (period.toSeconds() < 1 || period.toNanosPart() != 0 || HOUR.toSeconds() % period.toSeconds() != 0) {
            throw new IllegalArgumentException("a log is of a part of an hour, not of " + period);
        }
    }
}
