package io.steelyard.conformance.kill;

/** What a round kills. */
enum Victim {
    CONTROL,
    PROXY,
    BOTH;

    boolean hitsControl() {
        return this != PROXY;
    }

    boolean hitsProxy() {
        return this != CONTROL;
    }
}
