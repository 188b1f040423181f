package io.steelyard.proxy.http;

import io.steelyard.proxy.loop.Loop;

/** Whether a client is slower than {@link Pace} allows, in one direction. Only time that it is waited for counts. */
final class PaceMeter {
    private static final long TICK_NANOS = Loop.TICK.toNanos();

    private final long least;
    private final long windowNanos;
    private long waited;
    private long before;

    /** @param least octets of a window; 0 for any number */
    PaceMeter(long least, long windowNanos) {
        this.least = least;
        this.windowNanos = windowNanos;
    }

    /** Nothing of what was before counts any more. */
    void reset() {
        waited = 0;
    }

    /**
     * A tick went by.
     *
     * @param waiting whether for nothing but the client
     * @param octets that have gone in this direction so far
     * @return whether a window ended just now with too little
     */
    boolean isSlow(boolean waiting, long octets) {
        if (!waiting || least == 0) {
            return false;
        }
        if (waited == 0) {
            before = octets;
        }
        waited += TICK_NANOS;
        if (waited <= windowNanos) {
            return false;
        }
        waited = 0;
        return octets - before < least;
    }
}
