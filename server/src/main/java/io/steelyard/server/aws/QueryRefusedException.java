package io.steelyard.server.aws;

import java.io.IOException;

/** What a service has answered instead of doing what it was asked. */
public final class QueryRefusedException extends IOException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final String code;

    QueryRefusedException(int status, String code, String message) {
        super(code + ": " + message);
        this.status = status;
        this.code = code;
    }

    /** Of HTTP. */
    public int status() {
        return status;
    }

    /** As in AuthFailure. */
    public String code() {
        return code;
    }
}
