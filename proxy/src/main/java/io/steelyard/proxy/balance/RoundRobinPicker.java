package io.steelyard.proxy.balance;

import java.util.concurrent.atomic.AtomicLongArray;

/** Each in its turn, over all event loops together. */
public final class RoundRobinPicker implements Picker {
    /** In longs: a pair of cache lines before and after, so that no neighbour's writes slow the counter down. */
    private static final int PADDING = 16;

    private final AtomicLongArray turns = new AtomicLongArray(2 * PADDING + 1);

    @Override
    public int pick(int size) {
        return (int) Long.remainderUnsigned(turns.getAndIncrement(PADDING), size);
    }
}
