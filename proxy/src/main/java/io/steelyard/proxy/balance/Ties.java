package io.steelyard.proxy.balance;

/**
 * How nodes with the same load take turns, for all listeners of one balancer; and the lock under which these choose by
 * load, so that a choice and what it adds to the load are one step. Each choice moves a node on by a stride that is the
 * shorter the heavier it is, and of equals the one that is furthest behind comes first. Who was away joins at the front.
 */
public final class Ties {
    /**
     * Divided by a weight. Great enough for weights up to 100 on thousands of nodes; and at a million choices a second it
     * takes a node that is never chosen days to be so far behind that it looks ahead.
     */
    private static final long STRIDE = 1 << 24;

    private long front;

    /** Where a node stands after it was chosen: among equals, behind whoever was chosen before. */
    long after(long turn, int weight) {
        front = 1 + (turn - front > 0 ? turn : front);
        return front + STRIDE / weight;
    }
}
