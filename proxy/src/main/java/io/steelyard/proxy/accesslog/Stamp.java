package io.steelyard.proxy.accesslog;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Moments as lines show them. Remembers the latest second, since lines of the same one come in a row. */
final class Stamp {
    private static final DateTimeFormatter APACHE = DateTimeFormatter.ofPattern(
                    "'['dd/MMM/yyyy:HH:mm:ss Z']'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter ISO = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static final DateTimeFormatter ISO_SECOND =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.", Locale.ROOT).withZone(ZoneOffset.UTC);

    private long second = Long.MIN_VALUE;
    private String apache = "";
    private long isoSecond = Long.MIN_VALUE;
    private String iso = "";

    /** As Apache writes it: {@code [21/Nov/2026:11:05:00 +0000]}. */
    String apache(long millis) {
        long wanted = Math.floorDiv(millis, 1000L);
        if (wanted != second) {
            second = wanted;
            apache = APACHE.format(Instant.ofEpochSecond(wanted));
        }
        return apache;
    }

    /** ISO 8601 to the microsecond, UTC. */
    void iso(Instant moment, Line line) {
        if (moment.getEpochSecond() != isoSecond) {
            isoSecond = moment.getEpochSecond();
            iso = ISO_SECOND.format(moment);
        }
        line.text(iso).sixDigits(moment.getNano() / 1000).octet('Z');
    }

    /** ISO 8601 to the millisecond, UTC. */
    static String iso(long millis) {
        return ISO.format(Instant.ofEpochMilli(millis));
    }
}
