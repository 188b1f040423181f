package io.steelyard.bench.load;

import java.time.Duration;
import java.util.List;

/**
 * What the client is to do in one run.
 *
 * @param connections open at a time
 * @param length whole seconds, at least one
 * @param headers of each request, {@code Name: value}
 */
public record Load(int connections, Duration length, List<String> headers) {
    public Load {
        headers = List.copyOf(headers);
    }
}
