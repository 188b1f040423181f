package io.steelyard.conformance.churn;

import java.time.Instant;

/**
 * A node's connections were ended under traffic.
 *
 * @param from in {@link System#nanoTime}: before it was asked for
 * @param until in {@link System#nanoTime}: when it was certainly done
 */
record Cut(String node, Cause cause, Instant at, long from, long until) {
    enum Cause {
        /** From the request that disables it until the balancer shows ACTIVE. */
        DISABLED,
        /** From SIGKILL until the process has ended. */
        KILLED
    }
}
