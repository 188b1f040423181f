package io.steelyard.conformance.mutations;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What a node may expect of a request that came through a careful proxy, beyond the grammar: one reading for all readers. */
final class Canon {
    private static final Pattern LENGTH = Pattern.compile("0|[1-9][0-9]*");
    private static final List<String> FOR_ONE_HOP =
            List.of("keep-alive", "proxy-connection", "te", "proxy", "http2-settings", "connection", "upgrade");

    private Canon() {}

    /** Empty for a request without anything odd. */
    static List<String> anomalies(Request request) {
        List<String> found = new ArrayList<>();
        if (!request.version().equals("HTTP/1.1")) {
            found.add(request.version());
        }
        boolean webSocket = request.fields("upgrade").equals(List.of("websocket"))
                && request.fields("connection").equals(List.of("Upgrade"));
        FOR_ONE_HOP.stream()
                .filter(name -> !request.fields(name).isEmpty())
                .filter(name -> !webSocket || !name.equals("connection") && !name.equals("upgrade"))
                .forEach(name -> found.add("passed on " + name));
        request.fields("content-length").stream()
                .filter(length -> !LENGTH.matcher(length).matches())
                .forEach(length -> found.add("Content-Length: " + length));
        request.fields("transfer-encoding").stream()
                .filter(coding -> !coding.equals("chunked"))
                .forEach(coding -> found.add("Transfer-Encoding: " + coding));
        if (request.fields("x-forwarded-for").size() != 1) {
            found.add("X-Forwarded-For: " + request.fields("x-forwarded-for"));
        }
        return found;
    }
}
