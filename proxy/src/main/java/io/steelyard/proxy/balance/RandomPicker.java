package io.steelyard.proxy.balance;

import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntUnaryOperator;

/** Each with the same probability, whatever was picked before. */
public final class RandomPicker implements Picker {
    public static final RandomPicker PER_THREAD =
            new RandomPicker(bound -> ThreadLocalRandom.current().nextInt(bound));

    private final IntUnaryOperator random;

    /** @param random gives a number from 0 to below its argument */
    RandomPicker(IntUnaryOperator random) {
        this.random = random;
    }

    @Override
    public int pick(int size) {
        return random.applyAsInt(size);
    }
}
