package io.steelyard.api.rackspace.usage;

import io.steelyard.api.http.RequestException;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The time that usage is asked for.
 *
 * @param end exclusive
 */
public record TimeRange(Instant start, Instant end) {
    private static final Pattern UNIX_SECONDS = Pattern.compile("-?[0-9]{1,11}");
    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final Pattern OFFSET = Pattern.compile(".*(Z|[+-][0-9]{2}:[0-9]{2})", Pattern.CASE_INSENSITIVE);

    private static final Pattern UNESCAPED = Pattern.compile("(T[0-9:.]+) ([0-9]{2}:[0-9]{2})$");
    private static final Duration USUAL_SPAN = Duration.ofDays(1);

    /** The same, of 24 hours where there is no start. */
    public static TimeRange of(MultivaluedMap<String, String> query, Instant now) {
        return of(query, now, USUAL_SPAN);
    }

    /**
     * Reads {@code startTime} and {@code endTime}, or {@code startDate} and {@code endDate}: dates, times with or without
     * an offset (UTC then), or seconds since 1970. Without a start it is {@code span} before the end, without an end
     * what begins now is in it.
     *
     * @throws RequestException 400 when one is none of these, or the start is behind the end
     */
    static TimeRange of(MultivaluedMap<String, String> query, Instant now, Duration span) {
        Instant end = moment(query, "endTime", "endDate").orElse(now.plusMillis(1));
        Instant start = moment(query, "startTime", "startDate").orElseGet(() -> end.minus(span));
        if (start.isAfter(end)) {
            throw new RequestException(400, "The start " + start + " is after the end " + end + ".");
        }
        return new TimeRange(start, end);
    }

    private static Optional<Instant> moment(MultivaluedMap<String, String> query, String... names) {
        return Stream.of(names)
                .flatMap(name -> moment(name, query.getFirst(name)).stream())
                .findFirst();
    }

    private static Optional<Instant> moment(String name, @Nullable String text) {
        if (text == null || text.isBlank()) {
            return Optional.empty();
        }
        try {
            // A plus sign that a client did not escape arrives as a blank.
            return Optional.of(moment(UNESCAPED.matcher(text.strip()).replaceFirst("$1+$2")));
        } catch (DateTimeException malformed) {
            throw new RequestException(
                    400,
                    "The query parameter " + name
                            + " must be a date such as 2010-11-30, a time such as 2010-11-30T03:23:42Z, or a number of"
                            + " seconds since 1970.");
        }
    }

    private static Instant moment(String text) {
        if (UNIX_SECONDS.matcher(text).matches()) {
            return Instant.ofEpochSecond(Long.parseLong(text));
        }
        if (DATE.matcher(text).matches()) {
            return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        }
        return OFFSET.matcher(text).matches()
                ? OffsetDateTime.parse(text).toInstant()
                : LocalDateTime.parse(text.replace(' ', 'T')).toInstant(ZoneOffset.UTC);
    }
}
