package io.steelyard.bench.target;

import java.io.IOException;
import java.net.ServerSocket;

/** A port that nothing uses, for programs that cannot be asked which one they took. */
final class FreePort {
    private FreePort() {}

    /** Free on all addresses now; that it stays so until it is used is likely, not sure. */
    static int pick() throws IOException {
        try (ServerSocket probe = new ServerSocket(0)) {
            return probe.getLocalPort();
        }
    }
}
