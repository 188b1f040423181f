package io.steelyard.proxy.http;

/** Ends the judging of a message that is refused. Never leaves this package. */
final class BadMessageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Fault fault;

    BadMessageException(Fault fault) {
        super(fault.name(), null, false, false);
        this.fault = fault;
    }

    Fault fault() {
        return fault;
    }
}
