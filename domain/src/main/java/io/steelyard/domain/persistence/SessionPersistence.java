package io.steelyard.domain.persistence;

/** By what a client is known again, so that it comes back to its node (2010 specification, section 4.8). */
public enum SessionPersistence {
    /** A cookie that the balancer sets; HTTP only. */
    HTTP_COOKIE,
    /** The client's address. */
    SOURCE_IP,
    /** The session id of TLS up to 1.2; HTTPS only. */
    SSL_ID
}
