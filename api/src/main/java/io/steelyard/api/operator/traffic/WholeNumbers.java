package io.steelyard.api.operator.traffic;

import io.steelyard.api.body.Attributes;
import java.util.Optional;

/** Numbers of an option. */
final class WholeNumbers {
    private WholeNumbers() {}

    /** One from {@code least} to {@code most}; empty when it is left out, or wrong and reported. */
    static Optional<Integer> read(Attributes in, String name, int least, int most) {
        return in.number(
                name, value -> value >= least && value <= most, "a whole number from " + least + " to " + most);
    }
}
