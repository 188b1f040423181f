package io.steelyard.domain.pool;

/** How a node is chosen (2010 specification, section 4.15.5), in the order of its sample. */
public enum Algorithm {
    /** The node with the fewest connections; with HTTP, the fewest requests that wait for the end of their answer. */
    LEAST_CONNECTIONS,
    /** Each node with the same probability. */
    RANDOM,
    /** Each node in its turn. */
    ROUND_ROBIN,
    /** The node with the fewest connections for its weight, counted as LEAST_CONNECTIONS does. */
    WEIGHTED_LEAST_CONNECTIONS,
    /** Each node in its turn, as often as its weight says, evenly spread. */
    WEIGHTED_ROUND_ROBIN;

    /** Whether it looks at the nodes' weights. */
    public boolean isWeighted() {
        return this == WEIGHTED_LEAST_CONNECTIONS || this == WEIGHTED_ROUND_ROBIN;
    }
}
