package io.steelyard.api.http;

import java.net.URI;
import java.util.Optional;

/**
 * Where a listener binds, and how it is spoken to.
 *
 * @param host an address of this machine, or one that means all of them
 * @param port 0 for any free one
 * @param urlHost the host that URLs of the listener name
 * @param tls empty for plain HTTP
 */
public record Endpoint(String host, int port, String urlHost, Optional<TlsIdentity> tls) {

    /** Plain HTTP, reached where it is bound. */
    public static Endpoint plain(String host, int port) {
        return new Endpoint(host, port, host, Optional.empty());
    }

    /** The listener's URL, without path, once it is bound. */
    URI url(int boundPort) {
        String literal = urlHost.contains(":") ? "[" + urlHost + "]" : urlHost;
        return URI.create((tls.isPresent() ? "https" : "http") + "://" + literal + ":" + boundPort);
    }
}
