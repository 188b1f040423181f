package io.steelyard.domain.observed;

/**
 * What a node does that speaks against it (2010 specification, sections 2.5 and 2.6). It names what was seen and never
 * carries a byte of it. The names are stable: scripts compare them.
 */
public enum NodeFailure {
    CONNECT_REFUSED("it refuses connections", "was refused one", true),
    CONNECT_TIMED_OUT("a connection to it takes longer than 4 seconds", "had none in time", true),
    CONNECT_FAILED("it cannot be reached", "could not reach the node", true),
    CLOSED_EARLY(
            "it closes connections before its answer is complete",
            "the node closed the connection before its end",
            false),
    NO_ANSWER("it does not begin to answer within 30 seconds", "none began", false),
    INVALID_ANSWER("its answer breaks the protocol", "got one that breaks the protocol", false),
    UNAVAILABLE("it answers with status 503", "got status 503", false),
    HANDSHAKE_FAILED("its TLS handshake fails", "the TLS handshake failed", false),
    PORT_UNREACHABLE("nothing takes datagrams at its port", "nothing took the datagram", false),
    /** A check did not end in time, whatever it was waiting for. */
    CHECK_TIMED_OUT("its check takes too long", "it took too long", false),
    /** The status of a check's answer does not match. */
    STATUS_UNEXPECTED("its check gets an unexpected status", "got another status", false),
    /** The beginning of the body of a check's answer does not match. */
    BODY_UNEXPECTED("its check gets an unexpected body", "got another body", false),
    UNRESOLVED("its name leads to no address", "its name led to no address", true),
    NAME_UNANSWERED("no name server says where its name leads", "no name server said where its name leads", true),
    CLOSED_ADDRESS(
            "its name leads to an address that nodes may not have",
            "its name led to an address that nodes may not have",
            true);

    private final String reason;
    private final String came;
    private final boolean connecting;

    NodeFailure(String reason, String came, boolean connecting) {
        this.reason = reason;
        this.came = came;
        this.connecting = connecting;
    }

    /** For people, to go on from "because". */
    public String reason() {
        return reason;
    }

    /** For people, to go on from "a check expected an answer and". */
    String came() {
        return came;
    }

    /** Whether there is nothing to connect to. */
    public boolean isNowhere() {
        return this == UNRESOLVED || this == NAME_UNANSWERED || this == CLOSED_ADDRESS;
    }

    /** Whether a connection that can be made disproves it. */
    public boolean isConnecting() {
        return connecting;
    }
}
