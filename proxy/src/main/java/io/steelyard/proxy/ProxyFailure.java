package io.steelyard.proxy;

/** Why traffic did not go through. Values, not exceptions: each is an expected event of operation. */
public enum ProxyFailure {
    CONNECT_REFUSED(503, "CR", true),
    CONNECT_TIMED_OUT(503, "CT", true),
    CONNECT_FAILED(503, "CE", true),
    /** No node may take work, or each one that was tried failed. */
    NO_NODE(503, "NN", false),
    /** It closed before the end of its answer. */
    NODE_RESET(503, "NR", true),
    /** Nothing came within the time for the first octet. */
    NO_ANSWER(503, "NA", true),
    /** Its answer breaks the protocol. */
    INVALID_ANSWER(503, "NI", true),
    /** It said so itself, by status 503. */
    NODE_UNAVAILABLE(503, "NU", true),
    CLIENT_RESET(499, "XR", false),
    IDLE_TIMED_OUT(408, "TI", false),
    /** The balancer holds as many clients as it may, or the process as many sockets. */
    CONNECTION_CAP(503, "MC", false),
    /** Node disabled or removed, balancer deleted, time to drain over. */
    REVOKED(503, "RV", false),
    /** An error of ours. */
    INTERNAL(500, "IE", false);

    private final int status;
    private final String code;
    private final boolean againstNode;

    ProxyFailure(int status, String code, boolean againstNode) {
        this.status = status;
        this.code = code;
        this.againstNode = againstNode;
    }

    /** What an HTTP client is answered, if it can be. */
    public int status() {
        return status;
    }

    /** Two letters for logs. */
    public String code() {
        return code;
    }

    /** Whether it says something of the node's health. */
    public boolean countsAgainstNode() {
        return againstNode;
    }
}
