package io.steelyard.proxy.tcp;

/** Two sockets of which each gets what the other one sends, and what its ends tell. Called on the relay's loop. */
public interface Relay {
    /** More is held by an end that has no peer yet. */
    void heard(RelayEnd end);

    /** Bytes went through. */
    void carried(RelayEnd from);

    /** An end will send nothing more. */
    void inputEnded(RelayEnd end);

    /** A socket is closed that the relay did not close. */
    void lost(RelayEnd end);

    /** A socket failed. */
    void broken(RelayEnd end, Throwable cause);

    /** Everything was carried, and both sides have ended. */
    void finish();
}
