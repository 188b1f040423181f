package io.steelyard.proxy.tcp;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

/** Octets of TLS handshakes. */
final class TlsBytes {
    private static final int HEADER = 5;

    /** handshake_failure, fatal (RFC 8446, section 6). */
    static final byte[] ALERT = {21, 3, 3, 0, 2, 2, 40};

    /** The beginning of a server's hello, as far as anybody looks. */
    static final byte[] SERVER_HELLO = {22, 3, 3, 0, 4, 2, 0, 0, 0};

    private TlsBytes() {}

    /** A real one, by the JDK, for steelyard.test. */
    static byte[] clientHello() {
        try {
            SSLEngine engine = SSLContext.getDefault().createSSLEngine("steelyard.test", 443);
            engine.setUseClientMode(true);
            ByteBuffer out = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
            engine.wrap(ByteBuffer.allocate(0), out);
            return Arrays.copyOf(out.array(), out.position());
        } catch (GeneralSecurityException | SSLException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** One record around a message. */
    static byte[] record(byte[] message) {
        byte[] record = new byte[HEADER + message.length];
        System.arraycopy(
                new byte[] {22, 3, 1, (byte) (message.length >> 8), (byte) message.length}, 0, record, 0, HEADER);
        System.arraycopy(message, 0, record, HEADER, message.length);
        return record;
    }

    /** The message of one record in records of at most this size. */
    static byte[] inRecords(byte[] one, int size) {
        ByteArrayOutputStream records = new ByteArrayOutputStream();
        for (int at = HEADER; at < one.length; at += size) {
            records.writeBytes(record(Arrays.copyOfRange(one, at, Math.min(one.length, at + size))));
        }
        return records.toByteArray();
    }
}
