package io.steelyard.proxy.http;

/** Why a message is not passed on, and what its client is answered (RFC 9110 section 15). */
enum Fault {
    BAD_REQUEST(400, "Bad Request"),
    FORBIDDEN(403, "Forbidden"),
    REQUEST_TIMEOUT(408, "Request Timeout"),
    URI_TOO_LONG(414, "URI Too Long"),
    EXPECTATION_FAILED(417, "Expectation Failed"),
    HEAD_TOO_LARGE(431, "Request Header Fields Too Large"),
    NOT_IMPLEMENTED(501, "Not Implemented"),
    BAD_GATEWAY(502, "Bad Gateway"),
    VERSION_NOT_SUPPORTED(505, "HTTP Version Not Supported");

    private final int status;
    private final String reason;
    private final BadMessageException thrown;

    Fault(int status, String reason) {
        this.status = status;
        this.reason = reason;
        this.thrown = new BadMessageException(this);
    }

    int status() {
        return status;
    }

    String reason() {
        return reason;
    }

    /** To throw. Always the same one, without a stack trace: hostile requests shall be cheap. */
    BadMessageException exception() {
        return thrown;
    }
}
