package io.steelyard.store;

import java.io.IOException;

/** A data directory cannot be used. The message is a sentence for the operator: what is wrong and what to do. */
public final class DataDirectoryException extends IOException {
    public DataDirectoryException(String message) {
        super(message);
    }

    public DataDirectoryException(String message, Throwable cause) {
        super(message, cause);
    }
}
