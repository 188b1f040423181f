package io.steelyard.proxy.upstream;

import java.time.Duration;

/**
 * When a node counts as failed, and how it is found out (2010 specification, section 2.5).
 *
 * @param strikes failures in a row that take a node OFFLINE, at least 1
 * @param offlineTime how long it gets nothing new then
 * @param probeInterval between two probes of a node that stays OFFLINE
 * @param quietTime without successful traffic, after which a node is probed by a connection
 * @param connectTime for the connection of a probe
 * @param probes connections for probing that may be in the making at once, in this process; 0: no node is probed by
 *     connections
 */
public record HealthLimits(
        int strikes,
        Duration offlineTime,
        Duration probeInterval,
        Duration quietTime,
        Duration connectTime,
        int probes) {
    public static final HealthLimits DEFAULT = new HealthLimits(
            3, Duration.ofSeconds(60), Duration.ofSeconds(15), Duration.ofSeconds(60), Duration.ofSeconds(4), 64);

    public HealthLimits {
        if (strikes < 1) {
            throw new IllegalArgumentException("a node fails by 1 failure at least, not " + strikes);
        }
    }

    /** The same, without any connection that only probes. */
    public HealthLimits withoutProbes() {
        return new HealthLimits(strikes, offlineTime, probeInterval, quietTime, connectTime, 0);
    }
}
