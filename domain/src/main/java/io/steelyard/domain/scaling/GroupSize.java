package io.steelyard.domain.scaling;

/**
 * How many servers a group is meant to have.
 *
 * @param least 0 or more
 * @param most no more than this are members, whatever the inventory has
 * @param desired from least to most
 */
public record GroupSize(int least, int most, int desired) {
    /** Whether the three go together. */
    public boolean areOrdered() {
        return 0 <= least && least <= desired && desired <= most;
    }
}
