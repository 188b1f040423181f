package io.steelyard.proxy.http;

import io.netty.buffer.ByteBuf;
import io.steelyard.proxy.ProxyFailure;
import io.steelyard.proxy.balance.Attempts;
import io.steelyard.proxy.counters.Cell;
import io.steelyard.proxy.frontend.Frontend;
import io.steelyard.proxy.proxyprotocol.Announcement;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Whom an exchange serves: a connection of HTTP/1.1, or a stream of HTTP/2. On the client's event loop. */
interface ExchangeClient {
    Frontend frontend();

    /** Takes what is to be said of a request when it is over. */
    RequestLog log();

    /** Where this client's loop counts. */
    Cell cell();

    /** Who takes answers in parts; null where they go as octets of HTTP/1.1. Always the same. */
    @Nullable
    AnswerParts parts();

    /** Node connections of this client alone. */
    NodePool ownPool();

    /** What nodes are told of this client. */
    byte[] announcement(Announcement version);

    /** Whether no other request is to follow, whatever the client asked for. */
    boolean isLast();

    /** Whether it takes more of the answer; an exchange hears when it does so again. */
    boolean isWritable();

    /** Takes over a part of the answer: of its octets, or of its content where there are {@link #parts}. */
    void write(ByteBuf octets);

    /** Sends what was written. */
    void flush();

    /** Sends what was written to the node; what was within a read waits for its end. */
    void flushNode();

    /** Reads from the client only what can be dealt with. */
    void adjustReading();

    /** Time for the next thing to happen. */
    void expect(Duration limit);

    /** The same. */
    void expectNanos(long nanos);

    /** More of the request must come within the listener's time for silence, and that for clients. */
    void expectContent(long idleNanos);

    /**
     * An answer was written whole.
     *
     * @param another what it told the client of another request
     */
    void answered(boolean another);

    /**
     * Leaves everything to a tunnel between this client and its node.
     *
     * @param head what the client is told first; empty where {@link #parts} have told it
     */
    void upgraded(NodeConnection node, Attempts attempts, ByteBuf head, ByteBuf early);

    /** Answers that no node could serve. */
    void answerUnavailable(ProxyFailure failure);

    /** Answers that the request is not passed on, or no further, and serves no other one. */
    void refuse(Fault fault);

    /** The answer cannot be completed: the client must see that it was cut. */
    void abort();
}
