package io.steelyard.proxy;

import io.steelyard.domain.observed.NodeFailure;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why traffic did not go through. Values, not exceptions: each is an expected event of operation. */
public enum ProxyFailure {
    CONNECT_REFUSED(503, "CR", NodeFailure.CONNECT_REFUSED),
    CONNECT_TIMED_OUT(503, "CT", NodeFailure.CONNECT_TIMED_OUT),
    CONNECT_FAILED(503, "CE", NodeFailure.CONNECT_FAILED),
    /** No node may take work, or each one that was tried failed. */
    NO_NODE(503, "NN", null),
    /** This process could make no socket: no node is to blame. */
    NO_SOCKET(503, "NS", null),
    /** It closed before the end of its answer. */
    NODE_RESET(503, "NR", NodeFailure.CLOSED_EARLY),
    /** Nothing came within the time for the first octet. */
    NO_ANSWER(503, "NA", NodeFailure.NO_ANSWER),
    /** Its answer breaks the protocol. */
    INVALID_ANSWER(503, "NI", NodeFailure.INVALID_ANSWER),
    /** It said so itself, by status 503. */
    NODE_UNAVAILABLE(503, "NU", NodeFailure.UNAVAILABLE),
    /** It ended a TLS handshake that goes through us: alert, close or silence instead of a ServerHello. */
    HANDSHAKE_FAILED(503, "NH", NodeFailure.HANDSHAKE_FAILED),
    /** It did not shake hands with us as it must where connections to nodes speak TLS, or did not prove who it is. */
    NODE_HANDSHAKE_FAILED(503, "NT", NodeFailure.HANDSHAKE_FAILED),
    /** Its system says that nothing takes datagrams at the port (ICMP). */
    PORT_UNREACHABLE(503, "PU", NodeFailure.PORT_UNREACHABLE),
    /** A client that came to where TLS ends spoke no TLS, none that is offered, or nothing in time. */
    CLIENT_HANDSHAKE_FAILED(499, "XH", null),
    /** A carrier of others' connections did not say whose this one is, as PROXY protocol has it, or not in time. */
    PROXY_HEADER_INVALID(400, "XP", null),
    CLIENT_RESET(499, "XR", null),
    /** A client that speaks HTTP/2 broke its rules or asked too much of it; the connection was ended. */
    CLIENT_PROTOCOL(400, "XP", null),
    IDLE_TIMED_OUT(408, "TI", null),
    /** The balancer holds as many clients as it may, or the process as many sockets. */
    CONNECTION_CAP(503, "MC", null),
    /** The access list keeps it out. */
    ACCESS_DENIED(403, "AD", null),
    /** Its address has, or made lately, as many connections as it may. */
    THROTTLED(503, "TH", null),
    /** Node disabled or removed, balancer deleted, time to drain over. */
    REVOKED(503, "RV", null),
    /** An error of ours. */
    INTERNAL(500, "IE", null),
    /** Each node has as much to do as it may, and too many wait already. */
    QUEUE_FULL(503, "QF", null),
    /** No node had room in the time that one may wait. */
    QUEUE_TIMED_OUT(503, "QT", null);

    private final int status;
    private final String code;
    private final @Nullable NodeFailure ofNode;

    ProxyFailure(int status, String code, @Nullable NodeFailure ofNode) {
        this.status = status;
        this.code = code;
        this.ofNode = ofNode;
    }

    /** What an HTTP client is answered, if it can be. */
    public int status() {
        return status;
    }

    /** Two letters for logs. */
    public String code() {
        return code;
    }

    /** What it says against the node; empty when it says nothing of the node's health. */
    public Optional<NodeFailure> ofNode() {
        return Optional.ofNullable(ofNode);
    }
}
