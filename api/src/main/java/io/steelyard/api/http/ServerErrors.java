package io.steelyard.api.http;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** What the HTTP server itself refuses: a request that is no HTTP, or headers that are too large. No dialect sees it. */
final class ServerErrors extends ErrorHandler {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        // What follows a request that is not understood cannot be either. A client that is not told of the end would
        // lose
        // its next request.
        response.getHeaders().put(HttpFields.CONNECTION_CLOSE);
        Content.Sink.write(response, true, body(response.getStatus()), callback);
        return true;
    }

    private static String body(int status) {
        String details = status < 500 ? "The request is not valid HTTP." : "An error occurred that is not your fault.";
        return "{\"message\":\"%s\",\"code\":%d,\"details\":\"%s\"}"
                .formatted(HttpStatus.getMessage(status), status, details);
    }
}
