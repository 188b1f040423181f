package io.steelyard.proxy.ftp;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.steelyard.testkit.backend.FaultyBackend;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** An FTP server that knows just enough: it sends its name on a data connection, or keeps what it is sent. */
final class FtpNode {
    private final String name;
    private final Queue<String> commands = new ConcurrentLinkedQueue<>();
    private final Queue<String> stored = new ConcurrentLinkedQueue<>();

    FtpNode(String name) {
        this.name = name;
    }

    FaultyBackend start() throws IOException {
        return FaultyBackend.serving(this::serve);
    }

    /** Every line it got. */
    List<String> commands() {
        return List.copyOf(commands);
    }

    /** Every file it got. */
    List<String> stored() {
        return List.copyOf(stored);
    }

    private void serve(FaultyBackend backend, Socket client) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(client.getInputStream(), US_ASCII));
        say(backend, client, "220-Here is\r\n227 (1,2,3,4,5,6) no reply but a part of one\r\n220 " + name);
        try (ServerSocket data = new ServerSocket(0, 10, client.getLocalAddress())) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                commands.add(line);
                answer(backend, client, line, data);
            }
        }
    }

    private void answer(FaultyBackend backend, Socket client, String line, ServerSocket data) throws IOException {
        int port = data.getLocalPort();
        switch (line.split(" ")[0]) {
            case "PASV" -> say(backend, client, "227 Passive (9,9,9,9," + (port >> 8) + "," + (port & 0xFF) + ")");
            case "EPSV" -> say(backend, client, "229 Extended (|||" + port + "|)");
            case "RETR" -> transfer(backend, client, () -> send(data));
            case "STOR" -> transfer(backend, client, () -> receive(data));
            case "SLOW" -> transfer(backend, client, () -> sendSlowly(data));
            default -> say(backend, client, "200 " + line);
        }
    }

    private interface Step {
        void run() throws IOException;
    }

    private static void transfer(FaultyBackend backend, Socket client, Step step) throws IOException {
        say(backend, client, "150 Here it comes");
        step.run();
        say(backend, client, "226 Done");
    }

    private void send(ServerSocket data) throws IOException {
        try (Socket to = data.accept()) {
            to.getOutputStream().write(name.getBytes(US_ASCII));
        }
    }

    private void receive(ServerSocket data) throws IOException {
        try (Socket from = data.accept()) {
            stored.add(FaultyBackend.readAll(from.getInputStream()));
        }
    }

    /** Ends when the client has sent the end, whose every octet it answers. */
    private static void sendSlowly(ServerSocket data) throws IOException {
        try (Socket with = data.accept()) {
            with.getInputStream().transferTo(with.getOutputStream());
        }
    }

    private static void say(FaultyBackend backend, Socket client, String reply) throws IOException {
        backend.send(client, (reply + "\r\n").getBytes(US_ASCII));
    }
}
