package io.steelyard.testkit.backend;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** What can go wrong with a connection, whatever it carries. */
public final class Faults {
    /** The alert record of TLS that a server ends a handshake with: fatal, handshake_failure (RFC 8446 section 6). */
    private static final byte[] TLS_ALERT = {21, 3, 3, 0, 2, 2, 40};

    private Faults() {}

    /** Accepts, and neither reads nor writes. */
    public static Behaviour silence() {
        return (backend, _) -> backend.awaitClose();
    }

    /** Accepts and closes, without a byte. */
    public static Behaviour closingAtOnce() {
        return (_, _) -> {};
    }

    /** Waits for the first byte, sends these, and closes. */
    public static Behaviour closingAfter(String bytes) {
        return (backend, client) -> {
            if (client.getInputStream().read() >= 0) {
                backend.send(client, latin(bytes));
                drain(client);
            }
        };
    }

    /** Waits for the first byte, sends these, and resets. */
    public static Behaviour resettingAfter(String bytes) {
        return (backend, client) -> {
            InputStream in = client.getInputStream();
            if (in.read() >= 0) {
                backend.send(client, latin(bytes));
                // Read once more, so that the bytes are out before the reset overtakes them.
                in.read();
                client.setSoLinger(true, 0);
            }
        };
    }

    /** Says this without being asked, and then nothing: a banner, or nonsense. */
    public static Behaviour saying(String bytes) {
        return (backend, client) -> {
            backend.send(client, latin(bytes));
            backend.awaitClose();
        };
    }

    /** Waits for the first byte, and sends these one by one with a pause before each. */
    public static Behaviour dripping(String bytes, Duration pause) {
        return (backend, client) -> {
            if (client.getInputStream().read() >= 0) {
                for (byte each : latin(bytes)) {
                    LockSupport.parkNanos(pause.toNanos());
                    backend.send(client, new byte[] {each});
                }
            }
        };
    }

    /** Waits for a TLS ClientHello, and ends the handshake with an alert. */
    public static Behaviour tlsAlert() {
        return (backend, client) -> {
            if (client.getInputStream().read() >= 0) {
                backend.send(client, TLS_ALERT);
                drain(client);
            }
        };
    }

    /** What is left unread when a socket closes turns the close into a reset. */
    private static void drain(Socket client) throws IOException {
        client.shutdownOutput();
        client.getInputStream().transferTo(OutputStream.nullOutputStream());
    }

    private static byte[] latin(String bytes) {
        return bytes.getBytes(StandardCharsets.ISO_8859_1);
    }
}
