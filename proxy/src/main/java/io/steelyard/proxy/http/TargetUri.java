package io.steelyard.proxy.http;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** What a request is for (RFC 9110, section 7.1), as a cache knows it: spelled differently, it is another one. */
record TargetUri(String host, String path) {
    /** Empty where the request names no host or no path. */
    static Optional<TargetUri> of(RequestHead head) {
        RequestLine line = head.line();
        int path = line.pathStart();
        boolean isNamed = head.hostStart() < head.hostEnd() && path < line.pathEnd() && head.octets()[path] == '/';
        return isNamed
                ? Optional.of(new TargetUri(
                        text(head, head.hostStart(), head.hostEnd()).toLowerCase(Locale.ROOT),
                        text(head, path, line.pathEnd())))
                : Optional.empty();
    }

    private static String text(RequestHead head, int from, int to) {
        return new String(head.octets(), from, to - from, StandardCharsets.ISO_8859_1);
    }

    String within(boolean secure) {
        return (secure ? "https://" : "http://") + host + path;
    }
}
