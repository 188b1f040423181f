package io.steelyard.bench.load;

import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What the client is to do in one run.
 *
 * @param connections open at a time
 * @param length whole seconds, at least one
 * @param headers of each request, {@code Name: value}
 * @param rate requests per second on average, for a client that keeps one; empty for as many as the target answers
 */
public record Load(int connections, Duration length, List<String> headers, OptionalDouble rate) {
    public Load {
        headers = List.copyOf(headers);
    }
}
