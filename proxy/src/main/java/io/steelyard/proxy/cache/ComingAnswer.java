package io.steelyard.proxy.cache;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * An answer on its way through, copied beside. It is kept only when all of it came: {@link #complete} or {@link #discard}
 * ends it. Used by one thread.
 */
public final class ComingAnswer {
    private static final int FIRST_ROOM = 4096;

    private final AnswerCache cache;
    private final AnswerCache.Pending pending;
    private final int status;
    private final byte[] head;
    private final Validity validity;
    private final long receivedAt;
    private byte[] content;
    private int length;
    private boolean over;

    private ComingAnswer(
            AnswerCache cache,
            AnswerCache.Pending pending,
            int status,
            byte[] head,
            Validity validity,
            long receivedAt,
            byte[] content) {
        this.cache = cache;
        this.pending = pending;
        this.status = status;
        this.head = head;
        this.validity = validity;
        this.receivedAt = receivedAt;
        this.content = content;
    }

    static Optional<ComingAnswer> of(
            AnswerCache cache,
            AnswerCache.Pending pending,
            int status,
            byte[] head,
            Validity validity,
            long receivedAt,
            long length) {
        int room = (int) (length < 0 ? Math.min(FIRST_ROOM, cache.longestContent()) : length);
        if (!cache.reserve(room)) {
            return Optional.empty();
        }
        return Optional.of(new ComingAnswer(cache, pending, status, head, validity, receivedAt, new byte[room]));
    }

    /** Takes the next octets of the content, which count as read. Does nothing more when they become too many. */
    public void take(ByteBuf octets, int count) {
        if (over || !makeRoom(length + count)) {
            discard();
            octets.skipBytes(count);
            return;
        }
        octets.readBytes(content, length, count);
        length += count;
    }

    private boolean makeRoom(int wanted) {
        if (wanted <= content.length) {
            return true;
        }
        int longest = cache.longestContent();
        int room = Math.min(longest, Math.max(wanted, 2 * content.length));
        if (wanted > longest || !cache.reserve(room - content.length)) {
            return false;
        }
        content = Arrays.copyOf(content, room);
        return true;
    }

    /** All of it came. */
    public void complete() {
        if (over) {
            return;
        }
        byte[] whole = length == content.length ? content : Arrays.copyOf(content, length);
        discard();
        cache.keep(
                pending, new KeptAnswer(status, framed(), whole, pending.asked().encoding(), validity, receivedAt));
    }

    private byte[] framed() {
        byte[] framing = ("Content-Length: " + length + "\r\n").getBytes(StandardCharsets.US_ASCII);
        byte[] framed = Arrays.copyOf(head, head.length + framing.length);
        System.arraycopy(framing, 0, framed, head.length, framing.length);
        return framed;
    }

    /** The rest will not come, or is too much. */
    public void discard() {
        if (!over) {
            over = true;
            cache.release(content.length);
            content = new byte[0];
        }
    }
}
