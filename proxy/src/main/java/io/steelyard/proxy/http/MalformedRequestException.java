package io.steelyard.proxy.http;

/** A request that HTTP/2 does not allow (RFC 9113 section 8.1.1). Has no stack trace: hostile requests shall be cheap. */
final class MalformedRequestException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedRequestException(String why) {
        super(why, null, false, false);
    }
}
