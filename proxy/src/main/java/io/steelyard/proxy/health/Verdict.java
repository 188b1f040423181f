package io.steelyard.proxy.health;

import io.steelyard.domain.observed.Outage;

/** What a check found out. */
sealed interface Verdict {
    Verdict PASSED = new Passed();
    Verdict NOTHING = new Nothing();

    /** The node answered as it should. */
    record Passed() implements Verdict {}

    /** It did not. */
    record Failed(Outage outage) implements Verdict {}

    /** Says nothing of the node: there was no socket for it, or too much to do. */
    record Nothing() implements Verdict {}
}
