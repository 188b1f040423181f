package io.steelyard.proxy.transport.ring;

/** Tells a long stream from messages by what came lately. */
final class StreamPace {
    /** Octets of a read that says nothing of a stream, where no more waits. */
    private static final int SMALL = 4 * 1024;
    /** So many octets in a row are a stream. */
    private static final int STREAM = 128 * 1024;
    /** A stream that has brought so many stays one for some small reads. */
    private static final int LONG_STREAM = 1024 * 1024;

    private int octets;

    /** @param more whether more waited */
    void read(int count, boolean more) {
        octets = count < SMALL && !more ? octets >> 1 : Math.min(octets + count, LONG_STREAM);
    }

    boolean isStream() {
        return octets >= STREAM;
    }
}
