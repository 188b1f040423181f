package io.steelyard.domain.node;

/** When a node serves: always, or only when no primary node can. */
public enum NodeType {
    PRIMARY,
    SECONDARY
}
