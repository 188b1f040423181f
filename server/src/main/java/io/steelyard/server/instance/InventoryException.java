package io.steelyard.server.instance;

/** Why an inventory cannot be shown or changed; a sentence for whoever asked. */
final class InventoryException extends Exception {
    private static final long serialVersionUID = 1;

    InventoryException(String message) {
        super(message);
    }

    InventoryException(String message, Throwable cause) {
        super(message, cause);
    }
}
