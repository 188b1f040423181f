package io.steelyard.proxy.http;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Writes the head that a client gets when the node's cannot go on octet for octet. */
final class ResponseEncoder {
    /** Room for what we add. */
    static final int ADDED = 192;

    private static final byte[] VERSION = Ascii.bytes("HTTP/1.1 ");
    private static final byte[] CHUNKED = Ascii.bytes("Transfer-Encoding: chunked\r\n");
    private static final byte[] CLOSE = Ascii.bytes("Connection: close\r\n");
    private static final byte[] KEEP_ALIVE = Ascii.bytes("Connection: keep-alive\r\n");
    private static final byte[] NOTHING = {};
    private static final byte[] CRLF = Ascii.bytes("\r\n");

    /** What a client is told of its connection. */
    enum Persistence {
        /** As its version says by itself. */
        SILENT,
        CLOSE,
        KEEP_ALIVE,
        /** It is of another protocol from now on. */
        UPGRADE
    }

    private ResponseEncoder() {}

    /**
     * @param addChunked whether the content goes on in chunks of ours
     * @param session a field line that tells the client of its session
     */
    static void encode(
            ResponseHead head, Persistence persistence, boolean addChunked, byte @Nullable [] session, ByteBuf out) {
        statusLine(head, out);
        FieldLines.copy(head, out);
        if (session != null) {
            out.writeBytes(session);
        }
        if (addChunked) {
            out.writeBytes(CHUNKED);
        }
        out.writeBytes(field(persistence));
        out.writeBytes(CRLF);
    }

    /**
     * The head of an answer that is given again (RFC 9111, section 5.1).
     *
     * @param kept status line and fields
     * @param age in seconds
     */
    static byte[] kept(byte[] kept, long age, Persistence persistence) {
        byte[] connection = field(persistence);
        byte[] told = Ascii.bytes("Age: " + age + "\r\n");
        return ByteBuffer.allocate(kept.length + told.length + connection.length + CRLF.length)
                .put(kept)
                .put(told)
                .put(connection)
                .put(CRLF)
                .array();
    }

    /** The field that says so; empty for silence. */
    static byte[] field(Persistence persistence) {
        return switch (persistence) {
            case CLOSE -> CLOSE;
            case KEEP_ALIVE -> KEEP_ALIVE;
            case UPGRADE -> Upgrade.FIELDS;
            case SILENT -> NOTHING;
        };
    }

    private static void statusLine(ResponseHead head, ByteBuf out) {
        int status = head.lines().start(0) + head.line().statusOffset();
        out.writeBytes(VERSION);
        out.writeBytes(head.octets(), status, head.lines().end(0) - status);
        if (head.line().isReasonMissing()) {
            out.writeByte(Octets.SP);
        }
        out.writeBytes(CRLF);
    }
}
