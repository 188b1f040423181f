package io.steelyard.proxy;

import java.time.Duration;

/** When connections must have ended. It may come nearer, and never goes further away. Any thread. */
final class Deadline {
    private long nanoTime;
    private boolean set;

    synchronized void within(Duration limit) {
        long next = System.nanoTime() + limit.toNanos();
        if (!set || next - nanoTime < 0) {
            nanoTime = next;
            set = true;
        }
    }

    synchronized boolean isOver() {
        return set && System.nanoTime() - nanoTime >= 0;
    }
}
