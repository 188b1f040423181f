package io.steelyard.proxy.engine;

import java.util.Comparator;

/** Orders what is desired of one balancer: a restored store counts its generations anew, in a higher epoch. */
record Version(long storeEpoch, long generation) implements Comparable<Version> {
    /** Before every other. */
    static final Version NONE = new Version(0, 0);

    private static final Comparator<Version> ORDER =
            Comparator.comparingLong(Version::storeEpoch).thenComparingLong(Version::generation);

    @Override
    public int compareTo(Version other) {
        return ORDER.compare(this, other);
    }
}
