package io.steelyard.bench.result;

import java.util.Locale;

/**
 * What a figure should be.
 *
 * @param atMost whether the bound is the largest that is good enough, else the smallest
 */
public record Aim(boolean atMost, double bound) {
    public static Aim atMost(double bound) {
        return new Aim(true, bound);
    }

    public static Aim atLeast(double bound) {
        return new Aim(false, bound);
    }

    /** Whether a figure is good enough. */
    public boolean metBy(double figure) {
        return atMost ? figure <= bound : figure >= bound;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s %.2f", atMost ? "<=" : ">=", bound);
    }
}
