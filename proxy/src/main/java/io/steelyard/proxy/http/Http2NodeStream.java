package io.steelyard.proxy.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import io.steelyard.proxy.ProxyFailure;
import io.steelyard.proxy.figures.LoopFigures;
import io.steelyard.proxy.upstream.Target;
import org.jspecify.annotations.Nullable;

/**
 * A request at a node that speaks HTTP/2. It comes as octets of HTTP/1.1, and its answer goes on as such, so that there is
 * one judge of requests and one of answers.
 *
 * <pre>
 *   WAITING ──connection is ready──▶ OPEN ──answer is whole──▶ OVER
 *      └──────given up, refused──────┴──reset, gone──────────────▲
 * </pre>
 */
final class Http2NodeStream implements NodeLink {
    private final Http2Node connection;
    private final HttpLoop http;
    private final boolean used;
    private final Inbox inbox;
    private final Content content = new Content();
    private final Answer answer;
    /** Whom it serves; null when it is over. */
    private @Nullable Exchange exchange;

    private @Nullable Http2Stream stream;
    private long began;
    private boolean ended;
    private boolean answerBegan;
    private boolean chunked;
    private boolean paused;
    private boolean touched;
    /** Octets that came whose room the node did not get back yet. */
    private int held;

    Http2NodeStream(Http2Node connection, HttpLoop http, ByteBufAllocator allocator, boolean used, Exchange exchange) {
        this.connection = connection;
        this.http = http;
        this.used = used;
        this.exchange = exchange;
        this.inbox = new Inbox(allocator);
        this.answer = new Answer(http, allocator);
    }

    /** The connection takes requests. */
    void ready() {
        Exchange current = exchange;
        if (current != null) {
            answer.begin();
            current.connected();
        }
    }

    /** There will be no connection. */
    void unreachable(ProxyFailure failure, Throwable cause) {
        Exchange current = exchange;
        if (current != null) {
            current.failed(failure, cause);
        }
    }

    @Override
    public LoopFigures figures() {
        return connection.figures();
    }

    @Override
    public Target target() {
        return connection.target();
    }

    @Override
    public boolean isUsed() {
        return used;
    }

    @Override
    public boolean mayRefuse() {
        return true;
    }

    @Override
    public boolean isWritable() {
        Http2Stream open = stream;
        return open != null && connection.isWritable(open, this);
    }

    /** Perhaps it takes more again. */
    void lookForRoom() {
        Exchange current = exchange;
        if (current != null) {
            current.nodeWritable();
        }
    }

    @Override
    public void write(ByteBuf octets) {
        figures().asked(octets.readableBytes());
        inbox.add(octets);
        Http2Stream open = stream;
        if (open == null) {
            begin();
        } else {
            passContent(open);
        }
    }

    private void begin() {
        began = http.loop().now();
        Http2Headers fields = http.http2NodeHead().take(inbox, content, connection.scheme());
        ended = content.isEnd();
        Http2Stream opened = connection.open(this, fields, ended);
        stream = opened;
        if (opened != null) {
            passContent(opened);
        } else {
            inbox.clear();
        }
    }

    private void passContent(Http2Stream open) {
        while (!inbox.isEmpty() && !content.isEnd()) {
            ByteBuf data = content.take(inbox, connection.allocator());
            ended = content.isEnd() && content.trailerLines().length == 0;
            connection.write(open, data, ended);
        }
        if (content.isEnd() && !ended) {
            ended = true;
            connection.writeHead(open, http.http2Fields().ofTrailer(content.trailerLines()), true);
        }
    }

    @Override
    public void flush() {
        connection.flushSoon();
    }

    @Override
    public void setReading(boolean reading) {
        paused = !reading;
        Http2Stream open = stream;
        if (reading && held > 0 && open != null) {
            int room = held;
            held = 0;
            connection.giveBack(open, room);
        }
    }

    @Override
    public void becomeIdle(long idleNanos) {
        leave();
    }

    @Override
    public void close() {
        Http2Stream open = stream;
        boolean unfinished = exchange != null;
        leave();
        if (unfinished && open != null) {
            connection.reset(open, Http2Error.CANCEL);
            connection.givenUp(began);
        }
    }

    private void leave() {
        if (exchange != null) {
            exchange = null;
            setReading(true);
            inbox.clear();
            answer.discard();
            connection.left(this);
        }
    }

    /** A head of its answer, or the fields behind it. */
    void take(Http2Headers fields, boolean isEnd) {
        Exchange current = exchange;
        if (current == null) {
            return;
        }
        try {
            if (answerBegan) {
                takeTrailer(current, fields, isEnd);
            } else {
                takeHead(current, fields, isEnd);
            }
        } catch (MalformedRequestException | BadMessageException malformed) {
            current.failed(ProxyFailure.INVALID_ANSWER, malformed);
        }
    }

    private void takeHead(Exchange current, Http2Headers fields, boolean isEnd) throws MalformedRequestException {
        Http2NodeHead heads = http.http2NodeHead();
        int status = Http2NodeHead.status(fields);
        answerBegan = status >= 200;
        if (!answerBegan && (isEnd || status == ResponseHead.SWITCHING_PROTOCOLS)) {
            throw new MalformedRequestException("an interim answer that is none");
        }
        boolean without = !answerBegan || current.method() == Method.HEAD || status == 204 || status == 304;
        chunked = !without && !isEnd && !fields.contains("content-length");
        read(current, heads.octets(fields, status, chunked, isEnd && !without, connection.allocator()));
        endIf(isEnd);
    }

    private void takeTrailer(Exchange current, Http2Headers fields, boolean isEnd) throws MalformedRequestException {
        if (!isEnd) {
            throw new MalformedRequestException("a trailer that is not the end");
        }
        if (chunked) {
            chunked = false;
            read(current, http.http2NodeHead().trailer(fields, connection.allocator()));
        }
        endIf(true);
    }

    /**
     * A part of its answer's content.
     *
     * @param data stays the caller's
     * @return how much of it takes no room any more
     */
    int take(ByteBuf data, int padding, boolean isEnd) {
        int length = data.readableBytes() + padding;
        Exchange current = exchange;
        if (current == null) {
            return length;
        }
        if (!answerBegan) {
            current.failed(ProxyFailure.INVALID_ANSWER, null);
            return length;
        }
        if (data.isReadable()) {
            read(current, chunked ? Http2NodeHead.chunk(data, connection.allocator()) : data.copy());
        }
        if (isEnd && chunked) {
            read(current, Unpooled.wrappedBuffer(Http2NodeHead.LAST_CHUNK));
        }
        endIf(isEnd);
        if (paused && exchange != null) {
            held += length;
            return 0;
        }
        return length;
    }

    private void read(Exchange current, ByteBuf octets) {
        figures().answered(octets.readableBytes());
        if (exchange == current) {
            answer.read(current, octets);
            touch();
        } else {
            octets.release();
        }
    }

    private void touch() {
        if (!touched) {
            touched = true;
            connection.flushLater(this);
        }
    }

    /** What was within a read is complete. */
    void readComplete() {
        touched = false;
        Exchange current = exchange;
        if (current != null) {
            current.flushClient();
        }
    }

    /** The node says no more, and its answer must be whole by now. */
    private void endIf(boolean isEnd) {
        Exchange current = exchange;
        if (isEnd && current != null) {
            current.failed(ProxyFailure.INVALID_ANSWER, null);
        }
    }

    /** Its stream is closed, or cannot be opened. */
    void closed(boolean unprocessed, ProxyFailure why) {
        stream = null;
        Exchange current = exchange;
        if (current != null && unprocessed) {
            current.refused();
        } else if (current != null) {
            current.failed(why, null);
        }
    }
}
