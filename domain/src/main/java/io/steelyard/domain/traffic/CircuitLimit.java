package io.steelyard.domain.traffic;

import java.time.Duration;

/**
 * How much each node may have to do at a time, and how many may wait for a node that has less.
 *
 * @param perNode requests with HTTP, else connections; 1 to 100,000
 * @param queue how many of the balancer's may wait, 0 to 100,000
 * @param queueTime for how long each, 1 ms to 60 s
 */
public record CircuitLimit(int perNode, int queue, Duration queueTime) implements TrafficOption {
    public static final int MAX_PER_NODE = 100_000;
    public static final int MAX_QUEUE = 100_000;
    public static final int MAX_QUEUE_MILLIS = 60_000;

    public CircuitLimit {
        if (perNode < 1 || perNode > MAX_PER_NODE) {
            throw new IllegalArgumentException("perNode is 1 to " + MAX_PER_NODE + ", not " + perNode);
        }
        if (queue < 0 || queue > MAX_QUEUE) {
            throw new IllegalArgumentException("queue is 0 to " + MAX_QUEUE + ", not " + queue);
        }
        if (queueTime.toMillis() < 1 || queueTime.compareTo(Duration.ofMillis(MAX_QUEUE_MILLIS)) > 0) {
            throw new IllegalArgumentException("one waits 1 ms to 60 s, not " + queueTime);
        }
    }
}
