package io.steelyard.proxy.accesslog;

/**
 * Which log a line is of.
 *
 * @param periodSeconds how long one such log goes on, at most an hour; {@link #USUAL} for the host's own period
 */
record LogKey(int balancer, int periodSeconds) {
    static final int USUAL = 0;

    static LogKey usual(int balancer) {
        return new LogKey(balancer, USUAL);
    }

    /** Whether its lines are a detailed log's. */
    boolean isDetailed() {
        return periodSeconds != USUAL;
    }
}
