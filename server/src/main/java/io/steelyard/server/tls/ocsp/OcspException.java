package io.steelyard.server.tls.ocsp;

/** A responder said nothing that could be handed out. Its message is for the operator's log. */
final class OcspException extends Exception {
    private static final long serialVersionUID = 1;

    OcspException(String message) {
        super(message);
    }

    OcspException(String message, Throwable cause) {
        super(message, cause);
    }
}
