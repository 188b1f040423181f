package io.steelyard.domain.access;

/** What an access rule does with clients of its network (2010 specification, section 4.9). */
public enum AccessType {
    /** Lets them in, whatever else matches. */
    ALLOW,
    /** Keeps them out, unless another rule lets them in. */
    DENY
}
