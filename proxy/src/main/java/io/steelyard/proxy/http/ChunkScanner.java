package io.steelyard.proxy.http;

import io.netty.buffer.ByteBuf;

/**
 * Reads content in chunks (RFC 9112 section 7.1) as it comes, in pieces of any size, and says which octets go on: the
 * chunks, or their data alone, in either case without extensions. Nothing but the grammar is let through: a size that
 * one reader takes and another does not is how requests are smuggled.
 */
final class ChunkScanner {
    /** 15 digits cannot overflow a long. */
    private static final int MOST_SIZE_DIGITS = 15;

    private static final int LONGEST_EXTENSION = 256;

    private enum State {
        SIZE_START,
        SIZE,
        EXTENSION,
        SIZE_LF,
        DATA,
        DATA_CR,
        DATA_LF,
        TRAILER_START,
        END_LF,
        TRAILER,
        END
    }

    private final ChunkExtension extension = new ChunkExtension();
    private final Trailer trailer = new Trailer();
    private State state = State.SIZE_START;
    private long left;
    private int digits;
    private int extensionLength;
    private boolean dataOnly;

    /** @param wantDataOnly whether chunk sizes and trailers are left out */
    void reset(boolean wantDataOnly) {
        state = State.SIZE_START;
        left = 0;
        digits = 0;
        dataOnly = wantDataOnly;
        trailer.reset();
    }

    boolean isEnd() {
        return state == State.END;
    }

    /** What goes on behind the last chunk, {@link #trailerLines} where chunk sizes go on. */
    byte[] trailer() {
        return dataOnly ? Trailer.NONE : trailer.kept();
    }

    /** The fields behind the last chunk that may go on, and the empty line; empty unless there were any. */
    byte[] trailerLines() {
        return trailer.kept();
    }

    /**
     * Skips what does not go on, then finds how far the octets go that do. The caller takes exactly those before it
     * asks again.
     *
     * @return how many octets from the reader index go on; 0 when more must come, or at the end
     * @throws BadMessageException when these are no chunks
     */
    int run(ByteBuf in) {
        int at = in.readerIndex();
        int end = in.writerIndex();
        while (at < end && state != State.END) {
            if (goesOn(in.getByte(at))) {
                at = advance(in, at, end);
            } else if (at > in.readerIndex()) {
                break;
            } else {
                step(in.getByte(at++));
                in.readerIndex(at);
            }
        }
        return at - in.readerIndex();
    }

    private boolean goesOn(byte b) {
        return switch (state) {
            case DATA -> true;
            case SIZE -> !dataOnly && (Octets.hexValue(b) >= 0 || b == Octets.CR);
            case SIZE_START, SIZE_LF, DATA_CR, DATA_LF, END_LF -> !dataOnly;
            case EXTENSION -> !dataOnly && b == Octets.CR;
            case TRAILER_START -> !dataOnly && b == Octets.CR;
            case TRAILER, END -> false;
        };
    }

    private int advance(ByteBuf in, int at, int end) {
        if (state != State.DATA) {
            step(in.getByte(at));
            return at + 1;
        }
        int taken = (int) Math.min(left, end - at);
        left -= taken;
        if (left == 0) {
            state = State.DATA_CR;
        }
        return at + taken;
    }

    private void step(byte b) {
        switch (state) {
            case SIZE_START -> sizeStart(b);
            case SIZE -> size(b);
            case EXTENSION -> extension(b);
            case SIZE_LF -> sizeEnd(b);
            case DATA_CR -> state = expect(b, Octets.CR, State.DATA_LF);
            case DATA_LF -> state = expect(b, Octets.LF, State.SIZE_START);
            case TRAILER_START -> trailerStart(b);
            case END_LF -> state = expect(b, Octets.LF, State.END);
            case TRAILER -> trailer(b);
            case DATA, END -> throw new IllegalStateException(state.name());
        }
    }

    private static State expect(byte b, byte expected, State next) {
        if (b != expected) {
            throw Fault.BAD_REQUEST.exception();
        }
        return next;
    }

    private void sizeStart(byte b) {
        left = 0;
        digits = 0;
        addDigit(b);
        state = State.SIZE;
    }

    private void size(byte b) {
        if (b == Octets.CR) {
            state = State.SIZE_LF;
        } else if (b == ';' || Octets.isBlank(b)) {
            extensionLength = 0;
            extension.reset();
            state = State.EXTENSION;
            extension(b);
        } else {
            addDigit(b);
        }
    }

    private void addDigit(byte b) {
        int value = Octets.hexValue(b);
        if (value < 0 || ++digits > MOST_SIZE_DIGITS) {
            throw Fault.BAD_REQUEST.exception();
        }
        left = left << 4 | value;
    }

    private void extension(byte b) {
        if (b == Octets.CR) {
            extension.end();
            state = State.SIZE_LF;
        } else if (++extensionLength > LONGEST_EXTENSION) {
            throw Fault.BAD_REQUEST.exception();
        } else {
            extension.add(b);
        }
    }

    private void sizeEnd(byte b) {
        state = expect(b, Octets.LF, left == 0 ? State.TRAILER_START : State.DATA);
    }

    private void trailerStart(byte b) {
        if (b == Octets.CR) {
            state = State.END_LF;
        } else {
            state = State.TRAILER;
            trailer(b);
        }
    }

    private void trailer(byte b) {
        if (trailer.add(b)) {
            state = State.END;
        }
    }
}
