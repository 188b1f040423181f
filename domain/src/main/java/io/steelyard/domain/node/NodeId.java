package io.steelyard.domain.node;

/**
 * Names a node, uniquely over all balancers.
 *
 * @param value 1 to 2³¹−1: clients read it as a signed 32-bit number
 */
public record NodeId(int value) {
    public NodeId {
        if (value <= 0) {
            throw new IllegalArgumentException("a node's id is positive, not " + value);
        }
    }

    @Override
    public String toString() {
        return Integer.toString(value);
    }
}
