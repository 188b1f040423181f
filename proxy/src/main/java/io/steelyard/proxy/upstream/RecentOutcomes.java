package io.steelyard.proxy.upstream;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How many things were done lately, and how many of them failed. Time is cut into slots; a slot is used again when its time
 * is long over. Shared by all event loops, without a lock: a slot is one word of its time and two counts.
 */
final class RecentOutcomes {
    static final int SLOTS = 10;

    private static final int COUNT_BITS = 22;
    private static final long COUNT_MASK = (1L << COUNT_BITS) - 1;
    private static final int TIME_BITS = Long.SIZE - 2 * COUNT_BITS;
    private static final long TIME_MASK = (1L << TIME_BITS) - 1;

    private final long slotNanos;
    private final AtomicLongArray slots = new AtomicLongArray(SLOTS);

    /** @param windowNanos how far back it counts, a slot less at most */
    RecentOutcomes(long windowNanos) {
        this.slotNanos = windowNanos / SLOTS;
    }

    /**
     * What was done within the window.
     *
     * @param failed those of them
     */
    record Sum(long done, long failed) {
        /** Whether at least this share of them failed. */
        boolean reaches(int percent) {
            return failed * 100 >= done * percent;
        }
    }

    /** @param now monotonic */
    void add(boolean failed, long now) {
        long time = time(now);
        int place = (int) Long.remainderUnsigned(time, SLOTS);
        long before;
        long after;
        do {
            before = slots.get(place);
            after = added(isOf(before, time) ? before : (time & TIME_MASK) << 2 * COUNT_BITS, failed);
        } while (!slots.compareAndSet(place, before, after));
    }

    private static long added(long slot, boolean failed) {
        boolean full = done(slot) == COUNT_MASK;
        return full ? slot : slot + (1L << COUNT_BITS) + (failed ? 1 : 0);
    }

    Sum sum(long now) {
        long time = time(now);
        long done = 0;
        long failed = 0;
        for (int age = 0; age < SLOTS; age++) {
            long slot = slots.get((int) Long.remainderUnsigned(time - age, SLOTS));
            if (isOf(slot, time - age)) {
                done += done(slot);
                failed += slot & COUNT_MASK;
            }
        }
        return new Sum(done, failed);
    }

    void clear() {
        for (int i = 0; i < SLOTS; i++) {
            slots.set(i, 0);
        }
    }

    /** Counts up, whatever the monotonic time begins with; never 0, which marks a slot that was not used. */
    private long time(long now) {
        return Long.divideUnsigned(now, slotNanos) + 1;
    }

    private static long done(long slot) {
        return slot >>> COUNT_BITS & COUNT_MASK;
    }

    private static boolean isOf(long slot, long time) {
        return slot >>> 2 * COUNT_BITS == (time & TIME_MASK);
    }
}
