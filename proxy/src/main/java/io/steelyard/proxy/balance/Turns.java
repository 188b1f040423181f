package io.steelyard.proxy.balance;

import java.util.concurrent.atomic.AtomicLongArray;

/** Whose turn it is, over all event loops together and through every change of the configuration. */
final class Turns {
    /** In longs: a pair of cache lines before and after, so that no neighbour's writes slow the counter down. */
    private static final int PADDING = 16;

    private final AtomicLongArray turns = new AtomicLongArray(2 * PADDING + 1);

    /** The next place of a row of {@code length} that goes round. */
    int next(int length) {
        return (int) Long.remainderUnsigned(turns.getAndIncrement(PADDING), length);
    }
}
