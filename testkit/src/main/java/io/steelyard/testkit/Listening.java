package io.steelyard.testkit;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/** Waits for servers that are processes of their own. */
public final class Listening {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private Listening() {}

    /**
     * Returns when connections are taken there; what comes of the one that is made for that is an end at once.
     *
     * @param server in the foreground
     * @throws IllegalStateException when it ends before
     */
    public static void awaitListening(Process server, InetSocketAddress address) {
        await().atMost(LIMIT).until(() -> {
            boolean alive = server.isAlive();
            if (isListening(address)) {
                return true;
            }
            if (!alive) {
                throw new IllegalStateException("The server of " + address + " ended with " + server.exitValue());
            }
            return false;
        });
    }

    private static boolean isListening(InetSocketAddress address) {
        try (Socket probe = new Socket(address.getAddress(), address.getPort())) {
            return probe.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }
}
