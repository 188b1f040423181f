package io.steelyard.proxy.http;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/**
 * A node's answer to a GET of ours of which no more than the beginning is wanted: its status, and perhaps the first octets
 * of its content, without chunk sizes. It is judged as strictly as an answer to a client. Bound to one event loop.
 */
public final class AnswerStart implements AutoCloseable {
    /** What became of it so far. */
    public enum Progress {
        MORE,
        /** All that is wanted is there. */
        ENOUGH,
        /** This is no answer. */
        INVALID,
        /** The node closed the connection before the end. */
        BROKEN_OFF
    }

    private static final int HEAD_OCTETS = 16 * 1024;
    private static final HeadLimits LIMITS =
            new HeadLimits(HEAD_OCTETS, HeadLimits.DEFAULT.requestLineOctets(), HeadLimits.DEFAULT.fields());

    private final ResponseHead head = new ResponseHead(LIMITS);
    private final Content content = new Content();
    private final byte[] start;
    private final ByteBuf received;
    private boolean headRead;
    private int length;

    /**
     * @param wanted how many octets of the content; 0 when the status is enough
     * @param received for what has come and is not judged yet; released by {@link #close}
     */
    public AnswerStart(int wanted, ByteBuf received) {
        this.start = new byte[wanted];
        this.received = received;
    }

    /** Takes what came; {@code more} stays the caller's. */
    public Progress read(ByteBuf more) {
        received.writeBytes(more);
        try {
            return read();
        } catch (BadMessageException broken) {
            return Progress.INVALID;
        }
    }

    /** Nothing more comes. */
    public Progress end() {
        boolean isEnd = headRead && content.framing() == Content.Framing.CLOSE;
        return isEnd ? Progress.ENOUGH : Progress.BROKEN_OFF;
    }

    /** 200 to 999; only after {@link Progress#ENOUGH}. */
    public int status() {
        return head.line().status();
    }

    /** The first octets of the content. */
    public byte[] content() {
        return Arrays.copyOf(start, length);
    }

    private Progress read() {
        while (!headRead) {
            int size = head.scan(received);
            if (size == MessageHead.INCOMPLETE) {
                return Progress.MORE;
            }
            if (head.isSwitch()) {
                throw Fault.BAD_REQUEST.exception();
            }
            received.skipBytes(size);
            headRead = !head.isInterim();
        }
        return readContent();
    }

    private Progress readContent() {
        if (content.framing() == Content.Framing.NONE) {
            frame();
        }
        for (int run = content.run(received); run > 0; run = content.run(received)) {
            int taken = Math.min(run, start.length - length);
            received.readBytes(start, length, taken);
            received.skipBytes(run - taken);
            length += taken;
        }
        received.discardSomeReadBytes();
        return length == start.length || content.isEnd() ? Progress.ENOUGH : Progress.MORE;
    }

    private void frame() {
        if (head.isWithoutContent(Method.GET)) {
            content.none();
        } else if (head.framing().isChunked()) {
            content.chunks(true);
        } else if (head.framing().hasContentLength()) {
            content.length(head.framing().contentLength());
        } else {
            content.untilClose();
        }
    }

    @Override
    public void close() {
        received.release();
    }
}
