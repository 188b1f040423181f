package io.steelyard.bench.target;

/** What a client may come to at a target: the same node behind each, reached another way. */
public enum Entrance {
    /** HTTP/1.1 in the clear. */
    HTTP,
    /** TLS that ends at the target, with HTTP/1.1 in it. */
    HTTPS,
    /** Bytes that the target does not look at; the client and the node speak HTTP/1.1 over them. */
    TCP
}
