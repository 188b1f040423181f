package io.steelyard.api.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request as it came, for a dialect that needs its exact octets.
 *
 * @param path as sent, without query
 * @param query as sent; empty text for none
 * @param headers by name in lower case, values in their order
 * @param body empty before it was read
 * @param peer the address that it came from
 */
public record RawRequest(
        String method, String path, String query, Map<String, List<String>> headers, byte[] body, String peer) {

    /** The first value of a header. */
    public Optional<String> header(String lowerCaseName) {
        return headers.getOrDefault(lowerCaseName, List.of()).stream().findFirst();
    }

    /** The same with its body. */
    RawRequest withBody(byte[] read) {
        return new RawRequest(method, path, query, headers, read, peer);
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
