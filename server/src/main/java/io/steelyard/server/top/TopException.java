package io.steelyard.server.top;

/** The service cannot be looked at. Its message is a sentence for people. */
public final class TopException extends Exception {
    private static final long serialVersionUID = 1;

    TopException(String message) {
        super(message);
    }

    TopException(String message, Throwable cause) {
        super(message, cause);
    }
}
