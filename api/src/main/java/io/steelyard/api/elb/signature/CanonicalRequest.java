package io.steelyard.api.elb.signature;

import io.steelyard.api.http.RawRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A request in the one form that both sides hash (AWS General Reference, "Create a canonical request"). */
final class CanonicalRequest {
    private final RawRequest request;
    private final List<Pair> query;

    /** @throws IllegalArgumentException when the query is not well-formed */
    CanonicalRequest(RawRequest request) {
        this.request = request;
        this.query = Pair.list(request.query());
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
        return Pair.canonical(query.stream().filter(pair -> !pair.name().equals(Signed.QUERY_SIGNATURE)));
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
}
