package io.steelyard.proxy.cache;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * How long an answer may be given again.
 *
 * @param lifetime as the node says; nothing is guessed (RFC 9111, section 4.2.2)
 * @param age when it came (section 4.2.3)
 * @param byEncoding whether only to requests with the same Accept-Encoding
 */
public record Validity(Duration lifetime, Duration age, boolean byEncoding) {
    private static final Set<Integer> STATUSES = Set.of(200, 203, 301, 404, 410);

    /** For one client alone, a part, or not read in one way by everybody. */
    private static final List<String> OF_THEIR_OWN = List.of("set-cookie", "set-cookie2", "content-range", "pragma");

    private static final List<String> FORBIDDING = List.of("no-store", "no-cache", "private");
    private static final List<String> LIFETIMES = List.of("s-maxage", "max-age");

    /**
     * Judges an answer to a GET.
     *
     * @param now when its head came
     * @param wait for it, since the request was sent
     * @return empty when it may not be kept
     */
    public static Optional<Validity> of(int status, Fields fields, Instant now, Duration wait) {
        Directives control = Directives.of(fields.values("cache-control"));
        if (!STATUSES.contains(status)
                || !control.isSound()
                || FORBIDDING.stream().anyMatch(control::has)
                || fields.hasAny(OF_THEIR_OWN)) {
            return Optional.empty();
        }
        boolean byEncoding = !fields.values("vary").isEmpty();
        if (byEncoding && !variesByEncodingAlone(fields) || !byEncoding && isEncoded(fields)) {
            return Optional.empty();
        }
        long lifetime = lifetime(control, fields);
        long age = age(fields, now, wait);
        return lifetime > age && age >= 0
                ? Optional.of(new Validity(Duration.ofSeconds(lifetime), Duration.ofSeconds(age), byEncoding))
                : Optional.empty();
    }

    private static boolean variesByEncodingAlone(Fields fields) {
        return fields.values("vary").stream()
                .flatMap(value -> Arrays.stream(value.split(",", -1)))
                .allMatch(name -> name.strip().toLowerCase(Locale.ROOT).equals("accept-encoding"));
    }

    /** Encoded, though it does not say that it would not be for others. */
    private static boolean isEncoded(Fields fields) {
        return !fields.values("content-encoding").isEmpty();
    }

    /** In seconds; −1 when it says nothing, or nothing that can be read. */
    private static long lifetime(Directives control, Fields fields) {
        for (String name : LIFETIMES) {
            if (control.has(name)) {
                return control.seconds(name, -1);
            }
        }
        Optional<Instant> expires = date(fields.values("expires"));
        Optional<Instant> date = date(fields.values("date"));
        return expires.isEmpty() || date.isEmpty()
                ? -1
                : Duration.between(date.get(), expires.get()).toSeconds();
    }

    /** In seconds; −1 when it cannot be read. */
    private static long age(Fields fields, Instant now, Duration wait) {
        List<String> ages = fields.values("age");
        long told = ages.isEmpty() ? 0 : ages.size() > 1 ? -1 : Directives.seconds(ages.getFirst());
        List<String> dates = fields.values("date");
        Optional<Instant> date = date(dates);
        if (told < 0 || !dates.isEmpty() && date.isEmpty()) {
            return -1;
        }
        long apparent = Math.max(0, Duration.between(date.orElse(now), now).toSeconds());
        return Math.max(apparent, told + wait.toSeconds());
    }

    /** Of the one form that is written today (RFC 9110, section 5.6.7). */
    private static Optional<Instant> date(List<String> values) {
        if (values.size() != 1) {
            return Optional.empty();
        }
        try {
            return Optional.of(ZonedDateTime.parse(values.getFirst(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException noDate) {
            return Optional.empty();
        }
    }
}
