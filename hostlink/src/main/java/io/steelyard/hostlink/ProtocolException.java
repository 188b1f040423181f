package io.steelyard.hostlink;

import java.io.IOException;

/** The peer sent what this link does not speak; nothing that follows can be read. */
public final class ProtocolException extends IOException {
    private static final long serialVersionUID = 1;

    ProtocolException(String message) {
        super(message);
    }

    ProtocolException(String message, Throwable cause) {
        super(message, cause);
    }
}
