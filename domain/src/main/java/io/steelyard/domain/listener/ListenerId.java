package io.steelyard.domain.listener;

/**
 * Names a listener within its balancer.
 *
 * @param value positive
 */
public record ListenerId(int value) {
    public ListenerId {
        if (value <= 0) {
            throw new IllegalArgumentException("a listener's id is positive, not " + value);
        }
    }

    @Override
    public String toString() {
        return "listener " + value;
    }
}
