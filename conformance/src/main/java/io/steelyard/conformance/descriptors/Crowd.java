package io.steelyard.conformance.descriptors;

import io.steelyard.conformance.http.PlainConnection;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Connections that are opened one after the other and held. */
final class Crowd implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final byte[] WORD = "steelyard\n".getBytes(StandardCharsets.US_ASCII);

    private final List<Socket> members = new ArrayList<>();

    /** The kernel takes those that the proxy cannot. */
    void join(InetSocketAddress vip, int number) throws IOException {
        for (int i = 0; i < number; i++) {
            Socket socket = new Socket();
            members.add(socket);
            socket.setSoTimeout((int) LIMIT.toMillis());
            socket.connect(vip, (int) LIMIT.toMillis());
        }
    }

    int size() {
        return members.size();
    }

    /** How many of them an echo does not come back to. */
    long withoutEcho() {
        return members.stream().filter(member -> !hearsEcho(member)).count();
    }

    private static boolean hearsEcho(Socket socket) {
        try {
            socket.getOutputStream().write(WORD);
            return Arrays.equals(WORD, socket.getInputStream().readNBytes(WORD.length));
        } catch (IOException cut) {
            return false;
        }
    }

    /** Whether a new connection is served as well. */
    static boolean isServed(InetSocketAddress vip) throws IOException {
        try (PlainConnection connection = PlainConnection.open(vip, LIMIT)) {
            return connection.get("/1", true).status() == 200;
        }
    }

    @Override
    public void close() throws IOException {
        for (Socket member : members) {
            member.close();
        }
    }
}
