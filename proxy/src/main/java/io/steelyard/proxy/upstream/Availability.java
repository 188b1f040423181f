package io.steelyard.proxy.upstream;

/** What is known of a node's health, as far as choosing one needs it. */
public enum Availability {
    /** New in a pool that serves already, and not probed yet: only where no other node is ONLINE. */
    HELD,
    ONLINE,
    /** Failed: no new work but the occasional probe, as long as enough others are ONLINE. */
    OFFLINE
}
