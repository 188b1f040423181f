package io.steelyard.domain.loadbalancer;

import java.time.Duration;

/**
 * How traffic through a balancer is treated, whatever node it goes to.
 *
 * @param idleTimeout how long a connection may carry nothing after its first answer byte, 1 to 120 s
 */
public record TrafficPolicy(Duration idleTimeout) {
    public static final Duration MIN_IDLE_TIMEOUT = Duration.ofSeconds(1);
    public static final Duration MAX_IDLE_TIMEOUT = Duration.ofSeconds(120);
    public static final TrafficPolicy DEFAULT = new TrafficPolicy(Duration.ofSeconds(30));

    public TrafficPolicy {
        if (idleTimeout.compareTo(MIN_IDLE_TIMEOUT) < 0 || idleTimeout.compareTo(MAX_IDLE_TIMEOUT) > 0) {
            throw new IllegalArgumentException("an idle time-out is 1 to 120 s, not " + idleTimeout);
        }
    }
}
