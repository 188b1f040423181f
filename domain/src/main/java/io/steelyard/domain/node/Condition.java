package io.steelyard.domain.node;

/** What a tenant asked of a node (2010 specification, section 4.17). Never mixed with what was observed of it. */
public enum Condition {
    /** Takes new connections. */
    ENABLED,
    /** Takes nothing; open connections are cut. */
    DISABLED,
    /** Takes nothing new; open connections go on. */
    DRAINING
}
