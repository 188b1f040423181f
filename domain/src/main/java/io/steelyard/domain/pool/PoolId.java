package io.steelyard.domain.pool;

/**
 * Names a pool within its balancer.
 *
 * @param value positive
 */
public record PoolId(int value) {
    public PoolId {
        if (value <= 0) {
            throw new IllegalArgumentException("a pool's id is positive, not " + value);
        }
    }

    @Override
    public String toString() {
        return "pool " + value;
    }
}
