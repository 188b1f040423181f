package io.steelyard.domain.pool;

import java.util.List;
import java.util.stream.Stream;

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
    WEIGHTED_ROUND_ROBIN,
    /**
     * Of two nodes drawn by lot the one with fewer connections, counted as LEAST_CONNECTIONS does. Unknown to the 2010
     * specification, so that it is offered only where the operator says so.
     */
    POWER_OF_TWO_CHOICES;

    /** Those that the 2010 specification knows. */
    public static final List<Algorithm> SPECIFIED = Stream.of(values())
            .filter(algorithm -> algorithm != POWER_OF_TWO_CHOICES)
            .toList();

    /** Whether it looks at the nodes' weights. */
    public boolean isWeighted() {
        return this == WEIGHTED_LEAST_CONNECTIONS || this == WEIGHTED_ROUND_ROBIN;
    }
}
