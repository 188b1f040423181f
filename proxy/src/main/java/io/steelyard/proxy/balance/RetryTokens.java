package io.steelyard.proxy.balance;

import io.steelyard.domain.traffic.RetryBudget;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * A balancer's {@link RetryBudget} as it is used up. Each first try, and the passing of time, puts something in; each other
 * try takes one out. What is not used is kept, up to {@link #most}, so that a node that fails at once has its requests taken
 * over. Shared by all event loops, without a lock.
 */
public final class RetryTokens {
    /** Of which one retry takes so many, and one request puts in as many as the budget has percent. */
    private static final int RETRY = 100;

    private static final int KEPT = 100;
    /** Time beyond this fills the budget anyway. In nanoseconds. */
    private static final long LONGEST = TimeUnit.HOURS.toNanos(1);

    private final RetryBudget budget;
    private final LongSupplier nanoTime;
    private final AtomicLong tokens;
    private final AtomicLong filled;

    /**
     * Begins with what one second puts in.
     *
     * @param nanoTime the monotonic time
     */
    public RetryTokens(RetryBudget budget, LongSupplier nanoTime) {
        this.budget = budget;
        this.nanoTime = nanoTime;
        this.tokens = new AtomicLong((long) budget.perSecond() * RETRY);
        this.filled = new AtomicLong(nanoTime.getAsLong());
    }

    public RetryBudget budget() {
        return budget;
    }

    /** How many retries are kept at most: 100, or what a second puts in where that is more. */
    static int most(RetryBudget budget) {
        return Math.max(KEPT, budget.perSecond());
    }

    /** Something is tried for the first time. */
    void tried() {
        long now = tokens.get();
        if (now < limit()) {
            add(budget.percent());
        }
    }

    /** Something wants to be tried again; it may only if this says so. */
    boolean takeRetry() {
        fill();
        long before;
        do {
            before = tokens.get();
            if (before < RETRY) {
                return false;
            }
        } while (!tokens.compareAndSet(before, before - RETRY));
        return true;
    }

    private void fill() {
        long rate = (long) budget.perSecond() * RETRY;
        if (rate == 0) {
            return;
        }
        long now = nanoTime.getAsLong();
        long from = filled.get();
        long passed = Math.min(now - from, LONGEST);
        long more = passed * rate / TimeUnit.SECONDS.toNanos(1);
        // What is too little for a token counts the next time.
        long until = passed == LONGEST ? now : from + more * TimeUnit.SECONDS.toNanos(1) / rate;
        if (more > 0 && filled.compareAndSet(from, until)) {
            add(more);
        }
    }

    private void add(long more) {
        long limit = limit();
        tokens.accumulateAndGet(more, (have, given) -> Math.min(limit, have + given));
    }

    private long limit() {
        return (long) most(budget) * RETRY;
    }
}
