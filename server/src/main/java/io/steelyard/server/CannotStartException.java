package io.steelyard.server;

/** Something outside this program keeps it from starting. The message says what, and what to do. */
public final class CannotStartException extends RuntimeException {
    public CannotStartException(String message, Throwable cause) {
        super(message, cause);
    }

    public CannotStartException(String message) {
        super(message);
    }
}
