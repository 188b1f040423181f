package io.steelyard.api.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Hands requests to a dialect that wants them as they are, and all others on. */
final class RawHandler extends Handler.Wrapper {
    private final RawDialect dialect;
    private final int bodyBytes;

    RawHandler(RawDialect dialect, int bodyBytes, Handler next) {
        super(next);
        this.dialect = dialect;
        this.bodyBytes = bodyBytes;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        String path = String.valueOf(request.getHttpURI().getPath());
        if (!dialect.isAt(path)) {
            return super.handle(request, response, callback);
        }
        RawRequest head = head(request, path);
        if (!dialect.takes(head)) {
            return super.handle(request, response, callback);
        }
        byte[] body = body(request);
        RawAnswer answer = body.length > bodyBytes ? dialect.tooLarge(bodyBytes) : dialect.answer(head.withBody(body));
        response.setStatus(answer.status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, answer.contentType());
        response.write(true, ByteBuffer.wrap(answer.body()), callback);
        return true;
    }

    private byte[] body(Request request) throws IOException {
        try (InputStream in = Content.Source.asInputStream(request)) {
            return in.readNBytes(bodyBytes + 1);
        }
    }

    private static RawRequest head(Request request, String path) {
        Map<String, List<String>> headers = new TreeMap<>();
        for (HttpField field : request.getHeaders()) {
            headers.computeIfAbsent(field.getName().toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
                    .add(String.valueOf(field.getValue()));
        }
        String query = request.getHttpURI().getQuery();
        return new RawRequest(
                request.getMethod(),
                path,
                query == null ? "" : query,
                headers,
                new byte[0],
                Request.getRemoteAddr(request));
    }
}
