package io.steelyard.domain.observed;

/**
 * What a node does that speaks against it (2010 specification, section 2.5). It names what was seen and never carries a
 * byte of it.
 */
public enum NodeFailure {
    CONNECT_REFUSED("it refuses connections", true),
    CONNECT_TIMED_OUT("a connection to it takes longer than 4 seconds", true),
    CONNECT_FAILED("it cannot be reached", true),
    CLOSED_EARLY("it closes connections before its answer is complete", false),
    NO_ANSWER("it does not begin to answer within 30 seconds", false),
    INVALID_ANSWER("its answer breaks the protocol", false),
    UNAVAILABLE("it answers with status 503", false),
    HANDSHAKE_FAILED("its TLS handshake fails", false),
    PORT_UNREACHABLE("nothing takes datagrams at its port", false);

    private final String reason;
    private final boolean connecting;

    NodeFailure(String reason, boolean connecting) {
        this.reason = reason;
        this.connecting = connecting;
    }

    /** For people, to go on from "because". */
    public String reason() {
        return reason;
    }

    /** Whether a connection that can be made disproves it. */
    public boolean isConnecting() {
        return connecting;
    }
}
