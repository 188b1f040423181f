package io.steelyard.domain.loadbalancer;

/**
 * Names a load balancer.
 *
 * @param value 1 to 2³¹−1: clients read it as a signed 32-bit number
 */
public record LoadBalancerId(int value) {
    public LoadBalancerId {
        if (value <= 0) {
            throw new IllegalArgumentException("a load balancer's id is positive, not " + value);
        }
    }

    @Override
    public String toString() {
        return Integer.toString(value);
    }
}
