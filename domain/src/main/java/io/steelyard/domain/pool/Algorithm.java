package io.steelyard.domain.pool;

/** How a node is chosen (2010 specification, section 4.15). */
public enum Algorithm {
    RANDOM,
    ROUND_ROBIN
}
