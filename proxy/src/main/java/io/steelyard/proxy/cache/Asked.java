package io.steelyard.proxy.cache;

import java.util.List;
import java.util.Optional;

/**
 * A request that a cache may have to do with.
 *
 * @param uri what it asks for: scheme, host, path and query
 * @param encoding what its Accept-Encoding says; empty when it has none
 * @param takesKept whether an answer that was kept will do
 * @param maxAge no older than this, in seconds
 * @param minFresh fresh for so long, in seconds
 */
public record Asked(String uri, String encoding, boolean takesKept, long maxAge, long minFresh) {
    /**
     * Requests with any of these go to a node, and their answers to nobody else: credentials, conditions and parts
     * (RFC 9111, sections 3.5 and 4.3), and fields that some programs let change the answer though no Vary names them,
     * by which a client could choose what others see.
     */
    private static final List<String> OF_THEIR_OWN = List.of(
            "authorization",
            "proxy-authorization",
            "cookie",
            "range",
            "if-match",
            "if-none-match",
            "if-modified-since",
            "if-unmodified-since",
            "if-range",
            "expect",
            "origin",
            "forwarded",
            "x-forwarded-host",
            "x-forwarded-scheme",
            "x-forwarded-server",
            "x-forwarded-prefix",
            "x-forwarded-path",
            "x-forwarded-uri",
            "x-forwarded-ssl",
            "x-original-host",
            "x-host",
            "x-original-url",
            "x-rewrite-url",
            "x-http-method",
            "x-http-method-override",
            "x-method-override");

    /**
     * Judges a GET or HEAD without content.
     *
     * @param uri in one spelling
     * @return empty when a cache has nothing to do with it: neither to answer it nor to keep its answer
     */
    public static Optional<Asked> of(String uri, Fields fields) {
        if (fields.hasAny(OF_THEIR_OWN)) {
            return Optional.empty();
        }
        Directives control = Directives.of(fields.values("cache-control"));
        long maxAge = control.seconds("max-age", Directives.FOR_EVER);
        long minFresh = control.seconds("min-fresh", 0);
        if (!control.isSound() || control.has("no-store") || maxAge < 0 || minFresh < 0) {
            return Optional.empty();
        }
        boolean takesKept = !control.has("no-cache") && maxAge > 0 && !(control.isEmpty() && isPragma(fields));
        return Optional.of(new Asked(uri, encoding(fields), takesKept, maxAge, minFresh));
    }

    /** Only where there is no Cache-Control (RFC 9111, section 5.4). */
    private static boolean isPragma(Fields fields) {
        return fields.values("pragma").stream()
                .anyMatch(value -> Directives.of(List.of(value)).has("no-cache"));
    }

    private static String encoding(Fields fields) {
        List<String> values = fields.values("accept-encoding");
        return values.isEmpty() ? "" : "=" + String.join(",", values);
    }
}
