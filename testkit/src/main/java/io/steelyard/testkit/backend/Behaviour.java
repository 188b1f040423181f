package io.steelyard.testkit.backend;

import java.io.IOException;
import java.net.Socket;

/** What becomes of one connection that a {@link FaultyBackend} accepted; it is closed afterwards. */
public interface Behaviour {
    /** Called on a thread of the connection's own. An exception only ends the connection. */
    void serve(FaultyBackend backend, Socket client) throws IOException;
}
