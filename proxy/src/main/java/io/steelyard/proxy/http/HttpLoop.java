package io.steelyard.proxy.http;

import io.steelyard.proxy.buffer.SpareBuffers;
import io.steelyard.proxy.loop.Loop;

/** What all HTTP connections of one event loop share. Used on its thread alone. */
final class HttpLoop {
    /** More than most heads have. */
    private static final int HEAD_OCTETS = 2048;
    /** As many as are on their way at once, usually. */
    private static final int HEADS = 64;

    private final Loop loop;
    private final HttpLimits limits;
    private final RequestHead requestHead;
    private final ResponseHead responseHead;
    private final Http2Head http2Head;
    private final Http2Fields http2Fields = new Http2Fields();
    private final Http2NodeHead http2NodeHead = new Http2NodeHead();
    private final NodePool pool;
    private final RequestIds requestIds = new RequestIds();
    private final SpareBuffers headBuffers = new SpareBuffers(HEAD_OCTETS, HEADS);

    HttpLoop(Loop loop, HttpLimits limits, int idlePerNode) {
        this.loop = loop;
        this.limits = limits;
        this.requestHead = new RequestHead(limits.head());
        this.responseHead = new ResponseHead(limits.head());
        this.http2Head = new Http2Head(requestHead);
        this.pool = new NodePool(loop, idlePerNode);
    }

    Loop loop() {
        return loop;
    }

    HttpLimits limits() {
        return limits;
    }

    /** For the request that is judged at this moment. */
    RequestHead requestHead() {
        return requestHead;
    }

    /** For the response that is judged at this moment. */
    ResponseHead responseHead() {
        return responseHead;
    }

    /** For heads that go out. */
    SpareBuffers headBuffers() {
        return headBuffers;
    }

    /** What requests are called. */
    RequestIds requestIds() {
        return requestIds;
    }

    /** For the request of HTTP/2 that is judged at this moment, into {@link #requestHead}. */
    Http2Head http2Head() {
        return http2Head;
    }

    Http2Fields http2Fields() {
        return http2Fields;
    }

    /** For the head that goes to, or comes from, a node that speaks HTTP/2. */
    Http2NodeHead http2NodeHead() {
        return http2NodeHead;
    }

    NodePool pool() {
        return pool;
    }
}
