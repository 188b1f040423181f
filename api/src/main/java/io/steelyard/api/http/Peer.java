package io.steelyard.api.http;

/** From where a request came that is being answered on this thread. */
public final class Peer {
    static final ScopedValue<String> ADDRESS = ScopedValue.newInstance();

    private Peer() {}

    /** An IP address; empty outside of a request. */
    public static String address() {
        return ADDRESS.orElse("");
    }
}
