package io.steelyard.proxy.http;

/** Whose slowness would hold something up: a connection of HTTP/1.1, or a stream of HTTP/2. */
interface PacedClient {
    /** Whether a request is being served. */
    boolean isExchanging();

    /** Whether the request goes on when the client does, and not before. */
    boolean awaitsContent();

    /** Whether the answer goes on when the client takes more of it, and not before. */
    boolean awaitsTaking();

    /** Octets that came so far. */
    long received();

    /** Octets that the client took so far. */
    long taken();

    /** It sent less of its content than it must. */
    void sentTooSlowly();

    /** It took less of its answers than it must. */
    void tookTooSlowly();
}
