package io.steelyard.server.account;

/** Why an account cannot be shown or changed; a sentence for whoever asked. */
public final class AccountClientException extends Exception {
    private static final long serialVersionUID = 1;

    public AccountClientException(String message) {
        super(message);
    }

    AccountClientException(String message, Throwable cause) {
        super(message, cause);
    }
}
