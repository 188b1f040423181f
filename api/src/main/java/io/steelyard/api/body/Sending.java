package io.steelyard.api.body;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;

/** The last step of an answer's body: packed when {@link GzipFilter} chose so, and with its length. */
final class Sending {
    private Sending() {}

    static void write(byte[] plain, MultivaluedMap<String, Object> headers, OutputStream out) throws IOException {
        byte[] sent = headers.containsKey(HttpHeaders.CONTENT_ENCODING) ? gzip(plain) : plain;
        headers.putSingle(HttpHeaders.CONTENT_LENGTH, sent.length);
        out.write(sent);
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(plain);
        }
        return packed.toByteArray();
    }
}
