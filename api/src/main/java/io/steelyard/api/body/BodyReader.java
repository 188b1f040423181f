package io.steelyard.api.body;

import io.steelyard.api.http.Format;
import io.steelyard.api.http.RequestException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads a request's body into a tree, whatever its format, up to a limit. */
@Consumes(Format.ALL)
public final class BodyReader implements MessageBodyReader<JsonNode> {
    private final int limit;

    /** @param limit in bytes, after inflating */
    public BodyReader(int limit) {
        this.limit = limit;
    }

    @Override
    public boolean isReadable(Class<?> type, Type generic, Annotation[] annotations, MediaType format) {
        return type == JsonNode.class;
    }

    @Override
    public JsonNode readFrom(
            Class<JsonNode> type,
            Type generic,
            Annotation[] annotations,
            MediaType format,
            MultivaluedMap<String, String> headers,
            InputStream in) {
        try {
            byte[] body = bounded(plain(in, headers.getFirst(HttpHeaders.CONTENT_ENCODING)), limit(annotations));
            return switch (Format.of(format)) {
                case JSON -> JsonFormat.read(body);
                case XML -> XmlReader.read(body);
            };
        } catch (IOException broken) {
            throw new RequestException(400, "The body could not be read to its end.");
        }
    }

    private static InputStream plain(InputStream in, @Nullable String encoding) throws IOException {
        if (encoding == null || encoding.equalsIgnoreCase("identity")) {
            return in;
        }
        if (encoding.equalsIgnoreCase("gzip")) {
            return new GZIPInputStream(in);
        }
        throw new RequestException(415, "The Content-Encoding must be gzip or absent.");
    }

    private int limit(Annotation... annotations) {
        for (Annotation annotation : annotations) {
            if (annotation instanceof BodyLimit larger) {
                return Math.max(limit, larger.value());
            }
        }
        return limit;
    }

    private static byte[] bounded(InputStream in, int limit) throws IOException {
        byte[] body = in.readNBytes(limit + 1);
        if (body.length > limit) {
            throw new RequestException(413, "The body is larger than " + limit + " bytes.");
        }
        return body;
    }
}
