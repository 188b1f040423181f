package io.steelyard.api.body;

import io.steelyard.api.http.Format;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;

/** Writes what is answered in the format that was chosen. */
@Produces(Format.ALL)
public final class RepresentationWriter implements MessageBodyWriter<Representation> {
    @Override
    public boolean isWriteable(Class<?> type, Type generic, Annotation[] annotations, MediaType format) {
        return type == Representation.class;
    }

    @Override
    public void writeTo(
            Representation answer,
            Class<?> type,
            Type generic,
            Annotation[] annotations,
            MediaType format,
            MultivaluedMap<String, Object> headers,
            OutputStream out)
            throws IOException {
        byte[] written = switch (Format.of(format)) {
            case JSON -> JsonFormat.write(answer.json());
            case XML -> XmlWriter.write(answer);
        };
        Sending.write(written, headers, out);
    }
}
