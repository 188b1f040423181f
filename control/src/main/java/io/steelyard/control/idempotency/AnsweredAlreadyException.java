package io.steelyard.control.idempotency;

/** Gives up a unit because another one with the same key was first. */
public final class AnsweredAlreadyException extends RuntimeException {
    AnsweredAlreadyException() {
        super("a request with this key was answered already", null, false, false);
    }
}
