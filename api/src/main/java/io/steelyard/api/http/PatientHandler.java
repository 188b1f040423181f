package io.steelyard.api.http;

import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Lets an answer take longer than a connection may carry nothing: as long as we think, it is not the client who is idle. A
 * client that does not go on sending its request, or reading its answer, is still cut off.
 */
final class PatientHandler extends Handler.Wrapper {
    PatientHandler(Handler next) {
        super(next);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        request.addIdleTimeoutListener(timeout -> false);
        return super.handle(request, response, callback);
    }
}
