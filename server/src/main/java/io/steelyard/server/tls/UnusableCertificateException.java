package io.steelyard.server.tls;

/** A certificate or key cannot be used. The message is a sentence for whoever gave it. */
public final class UnusableCertificateException extends Exception {
    UnusableCertificateException(String message) {
        super(message);
    }

    UnusableCertificateException(String message, Throwable cause) {
        super(message, cause);
    }
}
