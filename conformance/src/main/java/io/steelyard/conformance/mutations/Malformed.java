package io.steelyard.conformance.mutations;

import java.io.IOException;

/** What was read is no request that RFC 9112 allows. */
final class Malformed extends IOException {
    private static final long serialVersionUID = 1;

    Malformed(String why) {
        super(why);
    }
}
