package io.steelyard.api.http;

import java.time.Duration;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * When it stops, a connection without a request under way is of no use to its client and is closed soon, so that the server
 * need not wait for it. That holds for those too which were accepted already but are opened only after the stop began.
 */
final class PromptConnector extends ServerConnector {
    private static final Duration SHUTDOWN_IDLE = Duration.ofMillis(200);

    PromptConnector(Server server, ConnectionFactory... protocols) {
        super(server, 1, 1, protocols);
        setShutdownIdleTimeout(SHUTDOWN_IDLE.toMillis());
    }

    /** The stop tells all that are known to it: this one is known before it looks, or finds the stop begun. */
    @Override
    protected void onEndPointOpened(EndPoint opened) {
        super.onEndPointOpened(opened);
        if (isShutdown()) {
            opened.setIdleTimeout(getShutdownIdleTimeout());
        }
    }
}
