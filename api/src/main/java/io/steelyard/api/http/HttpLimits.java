package io.steelyard.api.http;

import java.time.Duration;

/**
 * What one client may take of the service.
 *
 * @param bodyBytes a request's body, after it was inflated; more is answered 413
 * @param headerBytes a request's line and headers; more is answered 431
 * @param connections open at once over all clients; more wait in the backlog
 * @param idle how long a connection may carry nothing (2010 specification, section 3.5: 20 seconds)
 * @param grace how long requests may take to end when the server stops
 */
public record HttpLimits(int bodyBytes, int headerBytes, int connections, Duration idle, Duration grace) {
    public static final HttpLimits DEFAULT =
            new HttpLimits(64 * 1024, 16 * 1024, 2_048, Duration.ofSeconds(20), Duration.ofSeconds(10));
}
