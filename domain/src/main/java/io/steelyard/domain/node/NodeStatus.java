package io.steelyard.domain.node;

/** What was observed of a node (2010 specification, section 4.5.1). */
public enum NodeStatus {
    ONLINE,
    OFFLINE,
    DRAINING
}
