package io.steelyard.domain.node;

/**
 * A node's share under the weighted algorithms.
 *
 * @param value 1 to 100
 */
public record Weight(int value) {
    public static final int MIN = 1;
    public static final int MAX = 100;
    public static final Weight ONE = new Weight(1);

    public Weight {
        if (!isValid(value)) {
            throw new IllegalArgumentException("a weight is 1 to 100, not " + value);
        }
    }

    public static boolean isValid(long value) {
        return value >= MIN && value <= MAX;
    }
}
