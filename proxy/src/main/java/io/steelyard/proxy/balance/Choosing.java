package io.steelyard.proxy.balance;

import java.util.Optional;

/**
 * What the operator has switched on for how nodes are chosen, ready for use.
 *
 * @param slowStartNanos how long a node that came gets less than its share; 0 for no time at all
 * @param retries what may be tried again; empty for everything
 * @param circuit what keeps nodes from having too much to do; empty where nothing does
 */
public record Choosing(long slowStartNanos, Optional<RetryTokens> retries, Optional<Circuit> circuit) {
    /** Nothing is switched on. */
    public static final Choosing USUAL = new Choosing(0, Optional.empty(), Optional.empty());

    /** Something is tried for the first time. */
    void tried() {
        if (retries.isPresent()) {
            retries.get().tried();
        }
    }

    /** Whether something that failed may be tried once more; asked once for each retry. */
    boolean mayRetry() {
        return retries.isEmpty() || retries.get().takeRetry();
    }
}
