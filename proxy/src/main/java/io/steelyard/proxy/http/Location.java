package io.steelyard.proxy.http;

import io.steelyard.domain.listener.Redirect;
import java.nio.charset.StandardCharsets;

/** Where a client is sent that should have come by https: the same host and target (RFC 9110, section 15.4.2). */
final class Location {
    private static final int HTTPS = 443;

    private Location() {}

    /** Made of octets that were checked as the request was read, so it cannot end its line early. */
    static String of(RequestHead head, ClientFacts client, Redirect redirect) {
        int port = redirect.port().value();
        return "https://" + host(head, client) + (port == HTTPS ? "" : ":" + port) + target(head);
    }

    private static String host(RequestHead head, ClientFacts client) {
        RequestLine line = head.line();
        if (line.hasAuthority()) {
            return host(head.octets(), line.authorityStart(), line.authorityEnd());
        }
        return head.hasHost()
                ? host(head.octets(), head.hostStart(), head.hostEnd())
                : host(client.host(), 0, client.host().length);
    }

    private static String host(byte[] octets, int from, int to) {
        return text(octets, from, Authority.hostEnd(octets, from, to));
    }

    private static String target(RequestHead head) {
        RequestLine line = head.line();
        String target = text(head.octets(), line.pathStart(), line.pathEnd());
        return target.equals("*") ? "/" : target.startsWith("/") ? target : "/" + target;
    }

    private static String text(byte[] octets, int from, int to) {
        return new String(octets, from, to - from, StandardCharsets.ISO_8859_1);
    }
}
