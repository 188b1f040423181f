package io.steelyard.conformance.soak;

import java.io.IOException;
import java.time.Duration;

/** Waits for what comes about by itself. */
public final class Wait {
    private static final Duration POLL = Duration.ofMillis(20);

    private Wait() {}

    /** What is waited for. */
    public interface Condition {
        /** @throws IOException counts as not yet */
        boolean holds() throws IOException, InterruptedException;
    }

    /** Returns whether it came about within the limit. */
    public static boolean until(Duration limit, Condition condition) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!holds(condition)) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            Thread.sleep(POLL);
        }
        return true;
    }

    private static boolean holds(Condition condition) throws InterruptedException {
        try {
            return condition.holds();
        } catch (IOException notYet) {
            return false;
        }
    }
}
