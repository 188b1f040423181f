package io.steelyard.proxy.tcp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.steelyard.proxy.persistence.ClientKey;
import org.jspecify.annotations.Nullable;

/**
 * What a client's or server's hello says of the session (RFC 5246, section 7.4.1; RFC 8446, section 4.1). In TLS 1.3 the
 * session's id is there for old middle boxes alone, a new one for each connection, and names no session.
 *
 * @param sessionKey made of the session's id; 0 when there is none
 * @param isTls13 whether a client offers TLS 1.3, or a server has chosen it
 */
record TlsHello(long sessionKey, boolean isTls13) {
    static final TlsHello UNKNOWN = new TlsHello(0, false);

    /** Octets of a message that are looked at. */
    private static final int LONGEST = 16 << 10;

    private static final int CLIENT_HELLO = 1;
    private static final int SERVER_HELLO = 2;
    private static final int RECORD_HEADER = 5;
    private static final int HANDSHAKE = 22;
    private static final int SUPPORTED_VERSIONS = 43;
    private static final int TLS_1_3 = 0x0304;
    private static final int RANDOM = 32;

    /** The hello of a client, which is whole. */
    static TlsHello ofClient(ByteBuf sent) {
        TlsHello hello = read(sent, CLIENT_HELLO);
        return hello == null ? UNKNOWN : hello;
    }

    /**
     * The hello of a server.
     *
     * @return null when more of it is to come
     */
    static @Nullable TlsHello ofServer(ByteBuf sent) {
        return read(sent, SERVER_HELLO);
    }

    private static @Nullable TlsHello read(ByteBuf sent, int type) {
        ByteBuf message = message(sent);
        try {
            if (message.readableBytes() < 4) {
                return null;
            }
            if (message.readByte() != type) {
                return UNKNOWN;
            }
            int length = message.readUnsignedMedium();
            return message.readableBytes() < length ? null : body(message.readSlice(length), type);
        } catch (IndexOutOfBoundsException malformed) {
            return UNKNOWN;
        } finally {
            message.release();
        }
    }

    /** What there is of handshake records, without their headers. */
    private static ByteBuf message(ByteBuf sent) {
        ByteBuf message = Unpooled.buffer(512, LONGEST);
        int at = sent.readerIndex();
        while (sent.writerIndex() - at >= RECORD_HEADER && sent.getByte(at) == HANDSHAKE) {
            int fragment = sent.getUnsignedShort(at + 3);
            int there = Math.min(fragment, sent.writerIndex() - at - RECORD_HEADER);
            message.writeBytes(sent, at + RECORD_HEADER, Math.min(there, message.maxWritableBytes()));
            at += RECORD_HEADER + fragment;
        }
        return message;
    }

    private static TlsHello body(ByteBuf body, int type) {
        body.skipBytes(2 + RANDOM);
        long session = sessionKey(body.readSlice(body.readUnsignedByte()));
        if (type == CLIENT_HELLO) {
            body.skipBytes(body.readUnsignedShort());
            body.skipBytes(body.readUnsignedByte());
        } else {
            body.skipBytes(3);
        }
        return new TlsHello(session, body.isReadable() && isTls13(body.readSlice(body.readUnsignedShort()), type));
    }

    private static boolean isTls13(ByteBuf extensions, int type) {
        while (extensions.isReadable()) {
            int extension = extensions.readUnsignedShort();
            ByteBuf value = extensions.readSlice(extensions.readUnsignedShort());
            if (extension == SUPPORTED_VERSIONS) {
                return names13(type == CLIENT_HELLO ? value.skipBytes(1) : value);
            }
        }
        return false;
    }

    private static boolean names13(ByteBuf versions) {
        while (versions.isReadable(2)) {
            if (versions.readUnsignedShort() == TLS_1_3) {
                return true;
            }
        }
        return false;
    }

    /** Two ids that have one key by chance share a node, as any two may. */
    private static long sessionKey(ByteBuf id) {
        long key = 0;
        while (id.isReadable()) {
            key = ClientKey.mixed(key + id.readUnsignedByte() + 1);
        }
        return key;
    }
}
