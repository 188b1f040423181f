package io.steelyard.control.subscription;

/**
 * Names a subscription, uniquely over all accounts.
 *
 * @param value 1 to 2³¹−1
 */
public record SubscriptionId(int value) {
    public SubscriptionId {
        if (value <= 0) {
            throw new IllegalArgumentException("a subscription's id is positive, not " + value);
        }
    }

    @Override
    public String toString() {
        return Integer.toString(value);
    }
}
