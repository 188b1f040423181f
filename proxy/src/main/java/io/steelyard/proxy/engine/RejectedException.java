package io.steelyard.proxy.engine;

import io.steelyard.domain.loadbalancer.Failure;

/** An entry that this host cannot apply. Its message is one sentence for people. */
final class RejectedException extends Exception {
    private static final long serialVersionUID = 1;

    private final Failure.Code code;

    RejectedException(Failure.Code code, String reason) {
        super(reason);
        this.code = code;
    }

    Failure.Code code() {
        return code;
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
