package io.steelyard.control.store;

/** The store cannot be reached or cannot keep anything now. Traffic goes on; callers may try again. */
public final class StoreUnavailableException extends RuntimeException {
    public StoreUnavailableException(String message) {
        super(message);
    }

    public StoreUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
