package io.steelyard.domain.traffic;

/**
 * Nodes are spoken to by HTTP/2 (RFC 9113).
 *
 * @param streams requests at a time on one connection, 1 to {@value #MAX_STREAMS}
 */
public record NodeHttp2(int streams) implements TrafficOption {
    public static final int MAX_STREAMS = 1000;

    public NodeHttp2 {
        if (streams < 1 || streams > MAX_STREAMS) {
            throw new IllegalArgumentException("streams are 1 to " + MAX_STREAMS + ", not " + streams);
        }
    }
}
