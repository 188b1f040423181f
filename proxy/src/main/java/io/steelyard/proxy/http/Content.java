package io.steelyard.proxy.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/** The content of one message while it goes through: how much is still to come, and which octets go on. */
final class Content {
    enum Framing {
        NONE,
        LENGTH,
        CHUNKS,
        /** All that comes until the connection is closed. */
        CLOSE
    }

    private final ChunkScanner chunks = new ChunkScanner();
    private Framing framing = Framing.NONE;
    private long left;

    void none() {
        framing = Framing.NONE;
    }

    void length(long length) {
        framing = Framing.LENGTH;
        left = length;
    }

    /** @param dataOnly whether the chunks' data go on alone */
    void chunks(boolean dataOnly) {
        framing = Framing.CHUNKS;
        chunks.reset(dataOnly);
    }

    void untilClose() {
        framing = Framing.CLOSE;
    }

    Framing framing() {
        return framing;
    }

    /** Whether all has come. */
    boolean isEnd() {
        return switch (framing) {
            case NONE -> true;
            case LENGTH -> left == 0;
            case CHUNKS -> chunks.isEnd();
            case CLOSE -> false;
        };
    }

    /** The fields behind it that may go on, and the empty line; empty unless there were any. */
    byte[] trailerLines() {
        return framing == Framing.CHUNKS ? chunks.trailerLines() : Trailer.NONE;
    }

    /**
     * Takes from {@code in} all that goes on, and drops what does not.
     *
     * @return perhaps empty; the caller's to release
     * @throws BadMessageException when it is not framed as it must be
     */
    ByteBuf take(Inbox in, ByteBufAllocator allocator) {
        int run = run(in.octets());
        if (framing != Framing.CHUNKS || trailer().length == 0 && (isEnd() || run == in.readable())) {
            return in.take(run);
        }
        ByteBuf out = allocator.directBuffer(in.readable());
        try {
            copyRuns(run, in, out);
            return out;
        } catch (BadMessageException unframed) {
            out.release();
            throw unframed;
        }
    }

    /** Like {@link #take}, behind what is in {@code out} already. */
    void copy(Inbox in, ByteBuf out) {
        copyRuns(run(in.octets()), in, out);
    }

    /**
     * How far what was received goes on as it is, right from its first octet. It counts as taken.
     *
     * @return how many octets from the reader index
     */
    int run(ByteBuf in) {
        return switch (framing) {
            case NONE -> 0;
            case LENGTH -> count(in.readableBytes());
            case CHUNKS -> chunks.run(in);
            case CLOSE -> in.readableBytes();
        };
    }

    private void copyRuns(int first, Inbox in, ByteBuf out) {
        for (int run = first; run > 0; run = isEnd() ? 0 : run(in.octets())) {
            in.copy(run, out);
        }
        if (isEnd()) {
            out.writeBytes(trailer());
        }
    }

    private byte[] trailer() {
        return framing == Framing.CHUNKS ? chunks.trailer() : Trailer.NONE;
    }

    private int count(int available) {
        int taken = (int) Math.min(left, available);
        left -= taken;
        return taken;
    }
}
