package io.steelyard.conformance.soak;

import java.io.PrintStream;

/** What a long run came to. Its public accessors are what {@code --json} writes. */
public interface Outcome {
    /** Whether nothing went wrong. */
    boolean isClean();

    /** For people, what went wrong first. */
    void print(PrintStream out);
}
