package io.steelyard.control.loadbalancer;

/**
 * How much an account may have.
 *
 * @param loadBalancers not counting deleted ones
 * @param nodesPerLoadBalancer whatever their condition
 * @param idsPerBatch in one request that names several things
 */
public record Limits(int loadBalancers, int nodesPerLoadBalancer, int idsPerBatch) {
    public static final Limits DEFAULT = new Limits(25, 25, 10);
}
