package io.steelyard.proxy.throttle;

import io.steelyard.domain.throttle.ConnectionThrottle;

/** What one client has and had. Guarded by who holds it. */
final class ClientCount {
    private int open;
    /** Connections of the interval that began at {@link #intervalStart}; those below the free minimum are not counted. */
    private int counted;

    private long intervalStart;

    /** Whether it may have one more connection, which it then has. */
    boolean admit(ConnectionThrottle rules, long nanoTime) {
        if (rules.maxConnections() > 0 && open >= rules.maxConnections()) {
            return false;
        }
        boolean free = open < rules.minConnections();
        if (!free && !count(rules, nanoTime)) {
            return false;
        }
        open++;
        return true;
    }

    private boolean count(ConnectionThrottle rules, long nanoTime) {
        if (rules.maxConnectionRate() == 0) {
            return true;
        }
        if (isIntervalOver(rules, nanoTime)) {
            intervalStart = nanoTime;
            counted = 0;
        }
        if (counted >= rules.maxConnectionRate()) {
            return false;
        }
        counted++;
        return true;
    }

    void release() {
        open--;
    }

    boolean isConnected() {
        return open > 0;
    }

    /** Whether nothing of before counts any more. */
    boolean isIntervalOver(ConnectionThrottle rules, long nanoTime) {
        return counted == 0 || nanoTime - intervalStart >= rules.rateInterval().toNanos();
    }
}
