package io.steelyard.proxy.tcp;

import io.netty.buffer.ByteBuf;

/**
 * Finds the end of a TLS client's hello in what the client has sent so far (RFC 8446, sections 4 and 5.1). The hello may
 * come in pieces, both of TCP and of TLS records. What follows it, early data for instance, is not part of it.
 */
final class ClientHello {
    private static final int HANDSHAKE = 22;
    private static final int MAJOR_VERSION = 3;
    private static final int CLIENT_HELLO = 1;
    private static final int RECORD_HEADER = 5;
    private static final int MESSAGE_HEADER = 4;

    enum Progress {
        INCOMPLETE,
        COMPLETE,
        /** Not TLS, or more than its limit. */
        NONE
    }

    private final int limit;
    /** Where the first record begins that is not whole yet; everything before it was looked at. */
    private int end;
    /** Octets of the message in whole records. */
    private int seen;
    /** The first four of them: type and length. */
    private int header;

    /** @param limit octets of the longest one that is held, with its records' headers */
    ClientHello(int limit) {
        this.limit = limit;
    }

    /** Octets from the client's first to the hello's last; only when COMPLETE. */
    int length() {
        return end;
    }

    /**
     * Looks at what has come since the last call.
     *
     * @param sent everything from the client's first octet on
     */
    Progress scan(ByteBuf sent) {
        Progress progress = Progress.INCOMPLETE;
        while (progress == Progress.INCOMPLETE && isHandshake(sent) && holdsRecord(sent)) {
            progress = takeRecord(sent);
        }
        return progress == Progress.INCOMPLETE && (!isHandshake(sent) || isTooLong(sent)) ? Progress.NONE : progress;
    }

    /** As far as can be told from what is there. */
    private boolean isHandshake(ByteBuf sent) {
        return (available(sent) < 1 || sent.getByte(at(sent, 0)) == HANDSHAKE)
                && (available(sent) < 2 || sent.getByte(at(sent, 1)) == MAJOR_VERSION);
    }

    private boolean isTooLong(ByteBuf sent) {
        return sent.readableBytes() >= limit
                || (available(sent) >= RECORD_HEADER && end + RECORD_HEADER + fragment(sent) > limit);
    }

    private boolean holdsRecord(ByteBuf sent) {
        return available(sent) >= RECORD_HEADER && available(sent) >= RECORD_HEADER + fragment(sent);
    }

    private Progress takeRecord(ByteBuf sent) {
        int fragment = fragment(sent);
        for (int i = 0; i < fragment && seen + i < MESSAGE_HEADER; i++) {
            header = header << 8 | sent.getUnsignedByte(at(sent, RECORD_HEADER + i));
        }
        seen += fragment;
        end += RECORD_HEADER + fragment;
        if (fragment == 0 || end > limit || (seen >= MESSAGE_HEADER && header >>> 24 != CLIENT_HELLO)) {
            return Progress.NONE;
        }
        boolean complete = seen >= MESSAGE_HEADER && seen - MESSAGE_HEADER >= (header & 0xFFFFFF);
        return complete ? Progress.COMPLETE : Progress.INCOMPLETE;
    }

    private int fragment(ByteBuf sent) {
        return sent.getUnsignedShort(at(sent, 3));
    }

    private int available(ByteBuf sent) {
        return sent.readableBytes() - end;
    }

    private int at(ByteBuf sent, int offset) {
        return sent.readerIndex() + end + offset;
    }
}
