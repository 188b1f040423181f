package io.steelyard.api.elb.signature;

import io.steelyard.api.elb.query.QueryError;
import io.steelyard.api.http.RawRequest;
import io.steelyard.domain.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A signature of version 2, which is one of a request's parameters and covers all others, the verb, the host and the path
 * (Amazon Web Services General Reference 1.0, "Signature Version 2"). It names neither region nor service.
 *
 * @param host as the request names it
 * @param path as sent
 */
record QuerySignature(String verb, String host, String path, List<Pair> pairs, Map<String, String> values) {
    private static final String SIGNATURE = "Signature";
    private static final String METHOD = "SignatureMethod";

    QuerySignature {
        pairs = List.copyOf(pairs);
        values = Map.copyOf(values);
    }

    /**
     * Empty for a request that is not signed so.
     *
     * @throws IllegalArgumentException when its query or form is not well-formed
     */
    static Optional<QuerySignature> of(RawRequest request) {
        List<Pair> pairs = Stream.of(request.query(), new String(request.body(), StandardCharsets.UTF_8))
                .flatMap(text -> Pair.list(text).stream())
                .toList();
        Map<String, String> values = new HashMap<>();
        pairs.forEach(pair -> values.put(pair.name(), pair.value()));
        return Optional.of(new QuerySignature(
                        request.method(), request.header("host").orElse(""), request.path(), pairs, values))
                .filter(signed -> "2".equals(values.get("SignatureVersion")));
    }

    /** The id of the access key. */
    String key() {
        return need("AWSAccessKeyId");
    }

    String signature() {
        return need(SIGNATURE);
    }

    /** What the signature may be: boto 2 sends the port of a host, and signs without it. */
    Stream<String> expected(Secret secret) {
        return Stream.of(host, host.replaceFirst(":[0-9]+$", "")).distinct().map(named -> signature(secret, named));
    }

    private String signature(Secret secret, String named) {
        String algorithm = need(METHOD);
        if (!algorithm.equals(Hmac.SHA256) && !algorithm.equals(Hmac.SHA1)) {
            throw QueryError.INCOMPLETE_SIGNATURE.because(
                    METHOD + " must be " + Hmac.SHA256 + " or " + Hmac.SHA1 + ".");
        }
        String parameters =
                Pair.canonical(pairs.stream().filter(pair -> !pair.name().equals(SIGNATURE)));
        String toSign = String.join("\n", verb, named.toLowerCase(Locale.ROOT), path, parameters);
        byte[] octets = Hmac.of(algorithm, secret.value().getBytes(StandardCharsets.UTF_8), toSign);
        return Base64.getEncoder().encodeToString(octets);
    }

    /** @throws io.steelyard.api.elb.query.QueryException when it does not hold now */
    void requireCurrent(Instant now) {
        Optional<Instant> expires = Optional.ofNullable(values.get("Expires")).map(QuerySignature::moment);
        Instant last = expires.orElseGet(() -> moment(need("Timestamp")).plus(Signed.WINDOW));
        Duration longest = Signed.WINDOW.multipliedBy(2);
        if (now.isAfter(last) || last.isAfter(now.plus(longest))) {
            throw QueryError.REQUEST_EXPIRED.because(
                    "The request holds until " + last + ", and it is " + now + " now: too long ago, or too far ahead.");
        }
    }

    /** A date of ISO 8601; without a zone it is of UTC. */
    private static Instant moment(String text) {
        try {
            return DateTimeFormatter.ISO_DATE_TIME.parseBest(text, OffsetDateTime::from, LocalDateTime::from)
                            instanceof OffsetDateTime zoned
                    ? zoned.toInstant()
                    : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException malformed) {
            throw QueryError.INCOMPLETE_SIGNATURE.because("The date must be written as 2026-01-02T03:04:05Z.");
        }
    }

    private String need(String name) {
        return Optional.ofNullable(values.get(name))
                .filter(value -> !value.isEmpty())
                .orElseThrow(() -> QueryError.INCOMPLETE_SIGNATURE.because(name + " is missing."));
    }
}
