package io.steelyard.api.elb.signature;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A parameter of a query or a form, decoded. */
record Pair(String name, String value) {
    /** @throws IllegalArgumentException when the text is not well-formed */
    static List<Pair> list(String encoded) {
        List<Pair> pairs = new ArrayList<>();
        for (String part : encoded.isEmpty() ? new String[0] : encoded.split("&")) {
            int equals = part.indexOf('=');
            pairs.add(
                    equals < 0
                            ? new Pair(decode(part), "")
                            : new Pair(decode(part.substring(0, equals)), decode(part.substring(equals + 1))));
        }
        return pairs;
    }

    /** The one text of parameters that both sides sign: encoded alike, in the order of their names and values. */
    static String canonical(Stream<Pair> pairs) {
        return pairs.sorted(Comparator.comparing((Pair pair) -> encode(pair.name()))
                        .thenComparing(pair -> encode(pair.value())))
                .map(pair -> encode(pair.name()) + "=" + encode(pair.value()))
                .collect(Collectors.joining("&"));
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
