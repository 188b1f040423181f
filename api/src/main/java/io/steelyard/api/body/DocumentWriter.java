package io.steelyard.api.body;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;

/** Writes documents as they are. */
public final class DocumentWriter implements MessageBodyWriter<Document> {
    @Override
    public boolean isWriteable(Class<?> type, Type generic, Annotation[] annotations, MediaType format) {
        return type == Document.class;
    }

    @Override
    public void writeTo(
            Document answer,
            Class<?> type,
            Type generic,
            Annotation[] annotations,
            MediaType format,
            MultivaluedMap<String, Object> headers,
            OutputStream out)
            throws IOException {
        Sending.write(answer.text().getBytes(StandardCharsets.UTF_8), headers, out);
    }
}
