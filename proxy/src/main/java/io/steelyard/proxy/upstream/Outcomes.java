package io.steelyard.proxy.upstream;

/** Hears how what a node was given ended. */
interface Outcomes {
    /** @param failed whether it failed, or was answered with a status of 5xx */
    void ended(boolean failed);
}
