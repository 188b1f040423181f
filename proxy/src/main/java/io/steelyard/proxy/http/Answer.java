package io.steelyard.proxy.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.steelyard.proxy.ProxyFailure;
import io.steelyard.proxy.http.ResponseEncoder.Persistence;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a node answers, judges the head before anything goes to the client, and passes the rest on as it comes.
 * Belongs to a node's connection and serves its exchanges in turn.
 */
final class Answer {
    private static final int SERVICE_UNAVAILABLE = 503;
    private static final int MOST_INTERIM = 32;
    /** Content that came with the head is copied behind it up to this many octets, which costs less than a second buffer. */
    private static final int COPIED = 4096;

    private static final long IDLE_NANOS = Duration.ofSeconds(4).toNanos();
    private static final int MOST_IDLE_SECONDS = 60;

    private final HttpLoop http;
    private final ByteBufAllocator allocator;
    private final Inbox inbox;
    private final Content content = new Content();
    private final Chunker chunker = new Chunker();
    private boolean headPassed;
    private boolean reusable;
    private long idleNanos;
    private int interim;
    /** How many octets the head has, as it goes on. */
    private int contentStart;

    Answer(HttpLoop http, ByteBufAllocator allocator) {
        this.http = http;
        this.allocator = allocator;
        this.inbox = new Inbox(allocator);
    }

    /** For the next request. */
    void begin() {
        headPassed = false;
        interim = 0;
    }

    /** Takes over what the node sent. */
    void read(Exchange exchange, ByteBuf octets) {
        inbox.add(octets);
        try {
            if (headPassed) {
                passContent(exchange);
            } else {
                readHeads(exchange);
            }
        } catch (BadMessageException invalid) {
            exchange.failed(ProxyFailure.INVALID_ANSWER, invalid);
        }
    }

    /** The node closed the connection. */
    void end(Exchange exchange) {
        if (!headPassed || content.framing() != Content.Framing.CLOSE) {
            exchange.failed(ProxyFailure.NODE_RESET, null);
            return;
        }
        if (chunker.isOn()) {
            exchange.pass(chunker.last(allocator));
        }
        exchange.answered(true, false, 0);
    }

    void discard() {
        inbox.clear();
    }

    private void readHeads(Exchange exchange) {
        ResponseHead head = http.responseHead();
        int length = head.scan(inbox.octets());
        while (length != MessageHead.INCOMPLETE && head.isInterim()) {
            if (head.isSwitch()) {
                switchProtocols(exchange, head, length);
                return;
            }
            passInterim(exchange, head, length);
            length = inbox.isEmpty() ? MessageHead.INCOMPLETE : head.scan(inbox.octets());
        }
        if (length == MessageHead.INCOMPLETE) {
            if (!inbox.isEmpty()) {
                exchange.headBegan();
            }
            return;
        }
        if (head.line().status() == SERVICE_UNAVAILABLE) {
            exchange.failed(ProxyFailure.NODE_UNAVAILABLE, null);
        } else if (exchange.parts() != null && exchange.asksForWebSocket() && head.isSuccess()) {
            exchange.disagreed();
        } else {
            passHead(exchange, head, length);
        }
    }

    private void switchProtocols(Exchange exchange, ResponseHead head, int length) {
        if (!exchange.asksForWebSocket()) {
            throw Fault.BAD_REQUEST.exception();
        }
        AnswerParts parts = exchange.parts();
        if (parts != null) {
            parts.agreement(head, exchange.sessionField(head));
            inbox.skip(length);
            exchange.upgraded(Unpooled.EMPTY_BUFFER, inbox.take(inbox.readable()));
            return;
        }
        inbox.skip(length);
        ByteBuf out = allocator.directBuffer(length + ResponseEncoder.ADDED);
        ResponseEncoder.encode(head, Persistence.UPGRADE, false, exchange.sessionField(head), out);
        exchange.upgraded(out, inbox.take(inbox.readable()));
    }

    private void passInterim(Exchange exchange, ResponseHead head, int length) {
        if (++interim > MOST_INTERIM) {
            throw Fault.BAD_REQUEST.exception();
        }
        inbox.skip(length);
        AnswerParts parts = exchange.parts();
        if (parts != null) {
            exchange.passInterim(parts, head);
        } else if (!exchange.isHttp10()) {
            ByteBuf out = allocator.directBuffer(length + ResponseEncoder.ADDED);
            ResponseEncoder.encode(head, Persistence.SILENT, false, null, out);
            exchange.passInterim(out);
        }
    }

    private void passHead(Exchange exchange, ResponseHead head, int length) {
        frame(exchange, head);
        reusable = head.allowsAnother() && content.framing() != Content.Framing.CLOSE;
        idleNanos = idleNanos(head);
        headPassed = true;
        AnswerParts parts = exchange.parts();
        if (parts != null) {
            inbox.skip(length);
            exchange.passHead(parts, head, content);
        } else {
            passOctets(exchange, head, length);
        }
        passContent(exchange);
    }

    private void passOctets(Exchange exchange, ResponseHead head, int length) {
        Persistence persistence = exchange.persistence(content.framing());
        byte[] session = exchange.sessionField(head);
        boolean asItIs = head.isWhole()
                && head.line().isCanonical()
                && !chunker.isOn()
                && persistence == Persistence.SILENT
                && session == null;
        ByteBuf out = asItIs ? whole(length) : encoded(head, length, persistence, session);
        exchange.passHead(head, content.framing(), out, contentStart);
    }

    private void frame(Exchange exchange, ResponseHead head) {
        Framing framing = head.framing();
        chunker.set(false);
        if (head.isWithoutContent(exchange.method())) {
            content.none();
            if (exchange.parts() != null && framing.isChunked()) {
                head.dropFraming();
            }
        } else if (framing.isChunked()) {
            frameChunks(exchange, head);
        } else if (framing.hasContentLength()) {
            content.length(framing.contentLength());
        } else {
            content.untilClose();
            chunker.set(!exchange.isHttp10() && exchange.parts() == null);
        }
    }

    private void frameChunks(Exchange exchange, ResponseHead head) {
        boolean dataOnly = exchange.isHttp10() || exchange.parts() != null;
        content.chunks(dataOnly);
        if (dataOnly) {
            head.dropFraming();
        }
    }

    private static long idleNanos(ResponseHead head) {
        int seconds = head.keepAliveSeconds();
        if (seconds < 0) {
            return IDLE_NANOS;
        }
        // One less: by our clock the node may be ahead.
        return Duration.ofSeconds(Math.clamp(seconds - 1L, 0, MOST_IDLE_SECONDS))
                .toNanos();
    }

    /** The head and what follows of the content, in the buffer it came in. */
    private ByteBuf whole(int length) {
        ByteBuf octets = inbox.octets();
        int start = octets.readerIndex();
        octets.skipBytes(length);
        int run = content.run(octets);
        octets.readerIndex(start);
        refuseMore(octets.readableBytes() - length - run);
        contentStart = length;
        return inbox.take(length + run);
    }

    private ByteBuf encoded(ResponseHead head, int length, Persistence persistence, byte @Nullable [] session) {
        inbox.skip(length);
        int copied = inbox.readable() <= COPIED && !chunker.isOn() ? inbox.readable() : 0;
        ByteBuf out = http.headBuffers().take(length + ResponseEncoder.ADDED + copied, allocator);
        ResponseEncoder.encode(head, persistence, chunker.isOn(), session, out);
        contentStart = out.readableBytes();
        if (copied > 0) {
            copyContent(out);
        }
        return out;
    }

    private void copyContent(ByteBuf out) {
        try {
            if (!content.isEnd()) {
                content.copy(inbox, out);
            }
            refuseMore(inbox.readable());
        } catch (BadMessageException invalid) {
            out.release();
            throw invalid;
        }
    }

    /** Octets behind the end belong to no answer, and nothing has gone to the client yet. */
    private void refuseMore(int left) {
        if (left > 0 && content.isEnd()) {
            throw Fault.BAD_REQUEST.exception();
        }
    }

    private void passContent(Exchange exchange) {
        while (!inbox.isEmpty() && !content.isEnd()) {
            ByteBuf next = content.take(inbox, allocator);
            if (!next.isReadable()) {
                next.release();
            } else if (chunker.isOn()) {
                exchange.pass(chunker.next(next.readableBytes(), allocator));
                exchange.pass(next);
            } else {
                exchange.pass(next);
            }
        }
        if (content.isEnd()) {
            passTrailer(exchange);
            exchange.answered(inbox.isEmpty(), reusable && inbox.isEmpty(), idleNanos);
        }
    }

    /** Where chunk sizes go on, it went on with them. */
    private void passTrailer(Exchange exchange) {
        AnswerParts parts = exchange.parts();
        if (parts != null && content.trailerLines().length > 0) {
            parts.trailer(content.trailerLines());
        }
    }
}
