package io.steelyard.proxy.http;

import io.netty.buffer.ByteBuf;
import io.steelyard.proxy.figures.LoopFigures;
import io.steelyard.proxy.upstream.Target;

/** What an exchange has of its node: a connection of HTTP/1.1, or a stream of HTTP/2. On the client's event loop. */
interface NodeLink {
    /** Where what the node does is counted. */
    LoopFigures figures();

    Target target();

    /** Whether its connection served an exchange before this one: then the node may have closed it meanwhile. */
    boolean isUsed();

    /** Whether the node may say of a request that it did not look at it (RFC 9113, section 8.7). */
    boolean mayRefuse();

    boolean isWritable();

    /** Takes over octets of a request as HTTP/1.1 has it; the first ones are its whole head. */
    void write(ByteBuf octets);

    /** Sends what was written. */
    void flush();

    /** Whether it reads on: not while its client takes no more. */
    void setReading(boolean reading);

    /**
     * Its exchange is over, and its connection may serve others.
     *
     * @param idleNanos for how long it may wait for one
     */
    void becomeIdle(long idleNanos);

    /** Serves its exchange no more, whose answer has not ended. */
    void close();
}
