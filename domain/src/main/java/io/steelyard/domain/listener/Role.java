package io.steelyard.domain.listener;

/** What a listener is to its balancer. */
public enum Role {
    /** The one that the balancer was made with. */
    PRIMARY,
    /** The primary one's traffic within TLS, which ends here. */
    SECURE,
    /** Sends clients without TLS to where it is spoken. */
    REDIRECT,
    /** Any other. */
    ADDITIONAL
}
