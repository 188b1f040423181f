package io.steelyard.control.change;

import java.util.List;

/** Gives up a unit that would have been kept, were it not only tried; nothing has changed. */
public final class DryRunException extends RuntimeException {
    private final transient List<Outcome> outcomes;

    /** @param outcomes one for each balancer that would have changed */
    public DryRunException(List<Outcome> outcomes) {
        super("this was only tried", null, false, false);
        this.outcomes = List.copyOf(outcomes);
    }

    public List<Outcome> outcomes() {
        return outcomes;
    }
}
