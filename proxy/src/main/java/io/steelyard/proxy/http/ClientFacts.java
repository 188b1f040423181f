package io.steelyard.proxy.http;

import java.net.InetSocketAddress;

/**
 * What a node is told of the client's connection, ready for the wire.
 *
 * @param address the client's, as X-Forwarded-For shows it
 * @param fields X-Forwarded-Proto and X-Forwarded-Port
 * @param host where the client connected to, for requests that name no host
 */
record ClientFacts(byte[] address, byte[] fields, byte[] host) {
    /**
     * @param client where the connection comes from
     * @param local where it was accepted
     * @param secure whether it speaks within TLS
     */
    static ClientFacts of(InetSocketAddress client, InetSocketAddress local, boolean secure) {
        int port = local.getPort();
        return new ClientFacts(
                Ascii.bytes(client.getAddress().getHostAddress()),
                Ascii.bytes(
                        "X-Forwarded-Proto: " + (secure ? "https" : "http") + "\r\nX-Forwarded-Port: " + port + "\r\n"),
                Ascii.bytes(bracketed(local.getAddress().getHostAddress()) + ":" + port));
    }

    private static String bracketed(String address) {
        return address.indexOf(':') < 0 ? address : "[" + address + "]";
    }
}
