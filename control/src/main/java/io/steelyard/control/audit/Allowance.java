package io.steelyard.control.audit;

/**
 * So many at once, and one more for each time that passes.
 *
 * <p>Threading: safe for any number of threads.
 */
final class Allowance {
    private final int most;
    private final long nanosEach;
    private long filledAt;
    private int left;

    /**
     * @param nanosEach 1 or more
     * @param now of a monotonic ticker, in nanoseconds
     */
    Allowance(int most, long nanosEach, long now) {
        this.most = most;
        this.nanosEach = nanosEach;
        this.filledAt = now;
        this.left = most;
    }

    /** @param now of the same ticker */
    synchronized boolean tryTake(long now) {
        fill(now);
        if (left == 0) {
            return false;
        }
        left--;
        return true;
    }

    private void fill(long now) {
        long more = (now - filledAt) / nanosEach;
        filledAt += more * nanosEach;
        left = (int) Math.min(most, left + more);
    }
}
