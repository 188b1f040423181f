package io.steelyard.proxy.accesslog;

import java.time.Duration;

/**
 * What access logs may take.
 *
 * @param spoolOctets of each loop's spool; a power of two
 * @param segmentOctets after which a segment is sealed before its time
 * @param balancerOctets that one balancer's logs may have on this host's disk, undelivered; more is lost
 * @param period that a segment is of; divides an hour
 */
public record AccessLogLimits(int spoolOctets, long segmentOctets, long balancerOctets, Duration period) {
    public static final AccessLogLimits DEFAULT =
            new AccessLogLimits(8 << 20, 64L << 20, 1L << 30, Duration.ofHours(1));

    public AccessLogLimits {
        if (Integer.bitCount(spoolOctets) != 1 || spoolOctets < Spool.SMALLEST) {
            throw new IllegalArgumentException("a spool's size is a power of two, not " + spoolOctets);
        }
        if (!divides(period, Duration.ofHours(1))) {
            throw new IllegalArgumentException("a period divides an hour into whole seconds, not as " + period);
        }
    }

    private static boolean divides(Duration part, Duration whole) {
        return part.toSeconds() > 0 && part.toNanosPart() == 0 && whole.toSeconds() % part.toSeconds() == 0;
    }

    public AccessLogLimits withPeriod(Duration other) {
        return new AccessLogLimits(spoolOctets, segmentOctets, balancerOctets, other);
    }

    public AccessLogLimits withBalancerOctets(long other) {
        return new AccessLogLimits(spoolOctets, segmentOctets, other, period);
    }

    public AccessLogLimits withSpoolOctets(int other) {
        return new AccessLogLimits(other, segmentOctets, balancerOctets, period);
    }

    public AccessLogLimits withSegmentOctets(long other) {
        return new AccessLogLimits(spoolOctets, other, balancerOctets, period);
    }
}
