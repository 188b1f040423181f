package io.steelyard.domain.persistence;

import io.steelyard.domain.listener.Protocol;

/** By what a client is known again, so that it comes back to its node (2010 specification, section 4.11). */
public enum SessionPersistence {
    /** A cookie that the balancer sets; HTTP only. */
    HTTP_COOKIE,
    /** The client's address. */
    SOURCE_IP,
    /** The session id of TLS up to 1.2; HTTPS only. */
    SSL_ID;

    /** Whether clients of that protocol can be known by it. */
    public boolean fits(Protocol protocol) {
        return switch (this) {
            case HTTP_COOKIE -> protocol == Protocol.HTTP;
            case SOURCE_IP -> true;
            case SSL_ID -> protocol == Protocol.HTTPS;
        };
    }
}
