package io.steelyard.api.elb.signature;

import io.steelyard.api.http.RawRequest;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A request in the one form that both sides hash (AWS General Reference, "Create a canonical request"). */
final class CanonicalRequest {
    private final RawRequest request;
    private final List<Pair> query;

    private record Pair(String name, String value) {
        String encoded() {
            return encode(name) + "=" + encode(value);
        }
    }

    /** @throws IllegalArgumentException when the query is not well-formed */
    CanonicalRequest(RawRequest request) {
        this.request = request;
        this.query = pairs(request.query());
    }

    /** The query's parameters; the last one of a name. */
    Map<String, String> query() {
        Map<String, String> all = new LinkedHashMap<>();
        query.forEach(pair -> all.put(pair.name(), pair.value()));
        return all;
    }

    /** The form, as far as this signature covers it. */
    String text(Signed signed) {
        return String.join(
                "\n",
                request.method(),
                request.path(),
                queryText(),
                headers(signed),
                "",
                signed.headers().stream().map(CanonicalRequest::lowerCase).collect(Collectors.joining(";")),
                Hmac.sha256Hex(request.body()));
    }

    private String queryText() {
        return query.stream()
                .filter(pair -> !pair.name().equals(Signed.QUERY_SIGNATURE))
                .sorted(Comparator.comparing((Pair pair) -> encode(pair.name()))
                        .thenComparing(pair -> encode(pair.value())))
                .map(Pair::encoded)
                .collect(Collectors.joining("&"));
    }

    private String headers(Signed signed) {
        return signed.headers().stream()
                .map(CanonicalRequest::lowerCase)
                .map(name -> name + ":" + values(name))
                .collect(Collectors.joining("\n"));
    }

    /** Runs of spaces count as one. */
    private String values(String name) {
        return request.headers().getOrDefault(name, List.of()).stream()
                .map(value -> value.strip().replaceAll(" +", " "))
                .collect(Collectors.joining(","));
    }

    private static String lowerCase(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }

    private static List<Pair> pairs(String query) {
        List<Pair> pairs = new ArrayList<>();
        for (String part : query.isEmpty() ? new String[0] : query.split("&")) {
            int equals = part.indexOf('=');
            pairs.add(
                    equals < 0
                            ? new Pair(decode(part), "")
                            : new Pair(decode(part.substring(0, equals)), decode(part.substring(equals + 1))));
        }
        return pairs;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** Everything but unreserved characters (RFC 3986, section 2.3). */
    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }
}
