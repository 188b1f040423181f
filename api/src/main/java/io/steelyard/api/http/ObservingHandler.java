package io.steelyard.api.http;

import java.time.Duration;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.NanoTime;

/** Tells the observer of every request when it is over, however it ends. */
final class ObservingHandler extends Handler.Wrapper {
    private final RequestObserver observer;

    ObservingHandler(RequestObserver observer, Handler next) {
        super(next);
        this.observer = observer;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        long began = request.getHeadersNanoTime();
        String method = request.getMethod();
        String path = String.valueOf(request.getHttpURI().getPath());
        Request.addCompletionListener(
                request,
                failure ->
                        observer.answered(method, path, response.getStatus(), Duration.ofNanos(NanoTime.since(began))));
        return super.handle(request, response, callback);
    }
}
