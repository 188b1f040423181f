package io.steelyard.proxy.http;

import java.time.Duration;

/**
 * What one client or node may take.
 *
 * @param clientIdle how long a client may be silent: between requests, and within the content of one
 * @param headTime from the first octet of a request's head to its last; never longer than {@code clientIdle}
 * @param connectTime for one connection to a node
 * @param firstByteTime from the end of a request to the first octet of the answer
 * @param webSocketIdle how long both sides may be silent on a connection that left HTTP, where the listener's own time is
 *     shorter
 * @param requests of one client's connection; 0 for any number
 * @param http2 of clients that speak HTTP/2
 */
public record HttpLimits(
        Duration clientIdle,
        Duration headTime,
        Duration connectTime,
        Duration firstByteTime,
        Duration webSocketIdle,
        HeadLimits head,
        Pace pace,
        int requests,
        Http2Limits http2) {
    public static final HttpLimits DEFAULT = new HttpLimits(
            Duration.ofSeconds(60),
            Duration.ofSeconds(10),
            Duration.ofSeconds(4),
            Duration.ofSeconds(30),
            Duration.ofHours(1),
            HeadLimits.DEFAULT,
            Pace.DEFAULT,
            0,
            Http2Limits.DEFAULT);

    public HttpLimits {
        if (headTime.compareTo(clientIdle) > 0) {
            headTime = clientIdle;
        }
    }

    /** The same with another limit for silent clients. */
    public HttpLimits withClientIdle(Duration limit) {
        return new HttpLimits(limit, headTime, connectTime, firstByteTime, webSocketIdle, head, pace, requests, http2);
    }

    /** The same with another limit for heads that come slowly. */
    public HttpLimits withHeadTime(Duration limit) {
        return new HttpLimits(
                clientIdle, limit, connectTime, firstByteTime, webSocketIdle, head, pace, requests, http2);
    }

    /** The same with another limit for connections to nodes. */
    public HttpLimits withConnectTime(Duration limit) {
        return new HttpLimits(clientIdle, headTime, limit, firstByteTime, webSocketIdle, head, pace, requests, http2);
    }

    /** The same with another limit for the first octet of an answer. */
    public HttpLimits withFirstByteTime(Duration limit) {
        return new HttpLimits(clientIdle, headTime, connectTime, limit, webSocketIdle, head, pace, requests, http2);
    }

    /** The same with another limit for silence on connections that left HTTP. */
    public HttpLimits withWebSocketIdle(Duration limit) {
        return new HttpLimits(clientIdle, headTime, connectTime, firstByteTime, limit, head, pace, requests, http2);
    }

    /** The same with other limits for heads. */
    public HttpLimits withHead(HeadLimits limits) {
        return new HttpLimits(
                clientIdle, headTime, connectTime, firstByteTime, webSocketIdle, limits, pace, requests, http2);
    }

    /** The same with another pace for slow clients. */
    public HttpLimits withPace(Pace limit) {
        return new HttpLimits(
                clientIdle, headTime, connectTime, firstByteTime, webSocketIdle, head, limit, requests, http2);
    }

    /** The same with another number of requests on one connection. */
    public HttpLimits withRequests(int limit) {
        return new HttpLimits(
                clientIdle, headTime, connectTime, firstByteTime, webSocketIdle, head, pace, limit, http2);
    }

    /** The same with other limits for those who speak HTTP/2. */
    public HttpLimits withHttp2(Http2Limits limits) {
        return new HttpLimits(
                clientIdle, headTime, connectTime, firstByteTime, webSocketIdle, head, pace, requests, limits);
    }
}
