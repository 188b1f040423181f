package io.steelyard.proxy.tls;

/** What was desired cannot be used to end TLS. Its message is one sentence for people, without anything secret. */
public final class TlsException extends Exception {
    private static final long serialVersionUID = 1;

    TlsException(String message, Throwable cause) {
        super(message, cause);
    }
}
