package io.steelyard.conformance.churn;

import java.io.IOException;
import java.time.Duration;

/** Looks, by a node's journal, whether traffic reaches it. */
public record Watch(NodeProcess node) {
    private static final Duration QUIET = Duration.ofMillis(50);
    private static final int ENOUGH = 3;

    /** Whether requests come within the limit. */
    public boolean isBusyWithin(Duration limit) throws IOException, InterruptedException {
        long before = node.arrivals();
        long deadline = System.nanoTime() + limit.toNanos();
        while (node.arrivals() < before + ENOUGH) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            Thread.sleep(1);
        }
        return true;
    }

    /** Whether requests cease within the limit. */
    public boolean isQuietWithin(Duration limit) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        long before = node.arrivals();
        while (true) {
            Thread.sleep(QUIET);
            long now = node.arrivals();
            if (now == before) {
                return true;
            }
            if (System.nanoTime() > deadline) {
                return false;
            }
            before = now;
        }
    }
}
