package io.steelyard.conformance.session;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * What a client of one address was answered on a connection of its own.
 *
 * @param status 0 when the connection was closed before there was one
 */
record Visit(int status, String head, String body) {
    private static final int PATIENCE_MILLIS = 10_000;

    /**
     * Asks once.
     *
     * @param client the address that it comes from
     * @param cookie of the request; empty for none
     * @throws IOException when nobody listens
     */
    static Visit of(InetSocketAddress balancer, String client, String cookie) throws IOException {
        try (Socket socket = new Socket()) {
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral(client), 0));
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.connect(balancer, PATIENCE_MILLIS);
            String fields = cookie.isEmpty() ? "" : "Cookie: " + cookie + "\r\n";
            String request = "GET / HTTP/1.1\r\nHost: shop.test\r\nConnection: close\r\n" + fields + "\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return read(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1));
        }
    }

    private static Visit read(String answer) {
        int end = answer.indexOf("\r\n\r\n");
        return end < 0
                ? new Visit(0, "", "")
                : new Visit(
                        Integer.parseInt(answer.substring(9, 12)), answer.substring(0, end), answer.substring(end + 4));
    }

    /** The cookie that it set, as a client sends it back; empty when it set none. */
    String cookie() {
        return head.lines()
                .filter(line -> line.regionMatches(true, 0, "Set-Cookie:", 0, 11))
                .map(line -> line.substring(11).strip().split(";", 2)[0])
                .findFirst()
                .orElse("");
    }
}
