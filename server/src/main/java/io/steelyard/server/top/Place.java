package io.steelyard.server.top;

/**
 * A line of what is shown.
 *
 * @param loadBalancer its id
 * @param node the node's id; 0 for the balancer as a whole
 */
record Place(int loadBalancer, int node) {
    boolean isNode() {
        return node != 0;
    }
}
