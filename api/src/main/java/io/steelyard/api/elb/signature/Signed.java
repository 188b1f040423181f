package io.steelyard.api.elb.signature;

import io.steelyard.api.elb.query.QueryError;
import io.steelyard.api.http.RawRequest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a request says of its signature, in its headers or, when it was signed for others to send, in its query.
 *
 * @param time when it was signed, as it was signed
 * @param life how long it holds from then on
 */
record Signed(
        Scope scope, String time, Instant at, Duration life, List<String> headers, String signature, boolean inQuery) {
    static final String ALGORITHM = "AWS4-HMAC-SHA256";
    static final String QUERY_SIGNATURE = "X-Amz-Signature";
    static final Duration WINDOW = Duration.ofMinutes(15);
    private static final Duration LONGEST = Duration.ofDays(7);
    private static final DateTimeFormatter BASIC =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    /** Empty for a request that is not signed at all. */
    static Optional<Signed> of(RawRequest request, Map<String, String> query) {
        if (query.containsKey(QUERY_SIGNATURE)) {
            return Optional.of(inQuery(query));
        }
        return request.header("authorization")
                .filter(value -> value.startsWith(ALGORITHM))
                .map(value -> inHeader(request, value.substring(ALGORITHM.length())));
    }

    private static Signed inQuery(Map<String, String> query) {
        String time = need(query, "X-Amz-Date");
        long seconds = Stream.of(query.getOrDefault("X-Amz-Expires", "900"))
                .filter(text -> text.matches("[0-9]{1,6}"))
                .map(Long::valueOf)
                .findFirst()
                .orElseThrow(() -> QueryError.INCOMPLETE_SIGNATURE.because("X-Amz-Expires must be a number."));
        Duration life = Duration.ofSeconds(Math.min(seconds, LONGEST.toSeconds()));
        return new Signed(
                Scope.parse(need(query, "X-Amz-Credential")),
                time,
                moment(time),
                life,
                names(need(query, "X-Amz-SignedHeaders")),
                need(query, QUERY_SIGNATURE),
                true);
    }

    private static Signed inHeader(RawRequest request, String value) {
        Map<String, String> parts = new LinkedHashMap<>();
        for (String part : value.split(",")) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                parts.put(
                        part.substring(0, equals).strip(),
                        part.substring(equals + 1).strip());
            }
        }
        String time = request.header("x-amz-date")
                .or(() -> request.header("date").map(Signed::basic))
                .orElseThrow(() -> QueryError.INCOMPLETE_SIGNATURE.because("X-Amz-Date or Date is missing."));
        return new Signed(
                Scope.parse(need(parts, "Credential")),
                time,
                moment(time),
                WINDOW,
                names(need(parts, "SignedHeaders")),
                need(parts, "Signature"),
                false);
    }

    private static List<String> names(String list) {
        return List.of(list.split(";"));
    }

    /** A date of HTTP in the form that is signed. */
    private static String basic(String date) {
        try {
            return BASIC.format(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from));
        } catch (DateTimeException other) {
            return date;
        }
    }

    private static Instant moment(String time) {
        try {
            return BASIC.parse(time, LocalDateTime::from).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException malformed) {
            throw QueryError.INCOMPLETE_SIGNATURE.because("The date must be written as 20260102T030405Z.");
        }
    }

    private static String need(Map<String, String> parts, String name) {
        return Optional.ofNullable(parts.get(name))
                .filter(value -> !value.isEmpty())
                .orElseThrow(() -> QueryError.INCOMPLETE_SIGNATURE.because(name + " is missing."));
    }

    /** @throws io.steelyard.api.elb.query.QueryException when it does not hold now */
    void requireCurrent(Instant now) {
        if (!time.startsWith(scope.day())) {
            throw QueryError.SIGNATURE_DOES_NOT_MATCH.because(
                    "The date of the credential is not the one of the request.");
        }
        if (at.isAfter(now.plus(WINDOW)) || at.plus(life).isBefore(now)) {
            throw QueryError.REQUEST_EXPIRED.because(
                    "The request was signed at " + at + ", and it is " + now + " now: too long ago, or too far ahead.");
        }
    }
}
