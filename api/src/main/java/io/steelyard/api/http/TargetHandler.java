package io.steelyard.api.http;

import java.net.URI;
import java.net.URISyntaxException;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Hands on of a request's target only the path and the query, well-formed. The resource framework would fail with a 500
 * on what is malformed, and on host names such as {@code my_service}, which occur and are none of its business.
 */
final class TargetHandler extends Handler.Wrapper {
    private static final String ANY_HOST = "localhost";

    TargetHandler(Handler next) {
        super(next);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        HttpURI target = request.getHttpURI();
        if (!isPathAndQuery(target.getPathQuery())) {
            Response.writeError(request, response, callback, HttpStatus.BAD_REQUEST_400);
            return true;
        }
        HttpURI hostless = HttpURI.build(target).host(ANY_HOST).port(0).asImmutable();
        return ScopedValue.where(Peer.ADDRESS, Request.getRemoteAddr(request))
                .call(() -> super.handle(Request.serveAs(request, hostless), response, callback));
    }

    private static boolean isPathAndQuery(@Nullable String target) {
        if (target == null || !target.startsWith("/")) {
            return false;
        }
        try {
            return !new URI("http://" + ANY_HOST + target).isOpaque();
        } catch (URISyntaxException malformed) {
            return false;
        }
    }
}
