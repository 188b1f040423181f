package io.steelyard.api.http;

import java.net.BindException;

/** The address cannot be listened on. The message is a sentence for whoever started the service. */
public final class ListenException extends RuntimeException {
    ListenException(String host, int port, Throwable cause) {
        super(sentence(host + ":" + port, cause), cause);
    }

    private static String sentence(String address, Throwable cause) {
        String reason = String.valueOf(bind(cause).getMessage());
        if (reason.contains("in use")) {
            return "Port taken: another process listens on " + address + ".";
        }
        if (reason.contains("Permission denied")) {
            return "No permission to listen on " + address + ": ports below 1024 need a special right.";
        }
        if (reason.contains("Cannot assign")) {
            return "Cannot listen on " + address + ": this machine does not have that address.";
        }
        return "Cannot listen on " + address + ": " + reason + ".";
    }

    private static Throwable bind(Throwable thrown) {
        return thrown.getCause() instanceof BindException bind ? bind : thrown;
    }
}
