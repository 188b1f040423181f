package io.steelyard.conformance.churn;

import java.io.IOException;

/** Something that is done to nodes again and again. */
interface Round {
    /**
     * Does it once more.
     *
     * @throws IOException when it cannot be done
     */
    void next() throws IOException, InterruptedException;

    /** Keeps what went wrong. */
    void failed(String violation);
}
