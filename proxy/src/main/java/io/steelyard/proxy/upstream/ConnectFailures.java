package io.steelyard.proxy.upstream;

import io.steelyard.proxy.ProxyFailure;
import java.net.BindException;
import java.net.ConnectException;

/** What it says of a node that a connection to it could not be made. */
public final class ConnectFailures {
    /** EADDRNOTAVAIL of connect(2): every local port towards the node is taken, whatever the transport calls it. */
    private static final String NO_PORT = "Cannot assign requested address";

    private ConnectFailures() {}

    /** @param cause of a connection that was given up before its time was over */
    public static ProxyFailure of(Throwable cause) {
        if (cause instanceof BindException || isWithoutPort(cause)) {
            return ProxyFailure.NO_SOCKET;
        }
        return cause instanceof ConnectException ? ProxyFailure.CONNECT_REFUSED : ProxyFailure.CONNECT_FAILED;
    }

    private static boolean isWithoutPort(Throwable cause) {
        String message = cause.getMessage();
        return message != null && message.contains(NO_PORT);
    }
}
