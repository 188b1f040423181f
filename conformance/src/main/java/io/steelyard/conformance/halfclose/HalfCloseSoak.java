package io.steelyard.conformance.halfclose;

import io.steelyard.conformance.churn.Membership;
import io.steelyard.conformance.churn.Stage;
import io.steelyard.conformance.soak.Findings;
import io.steelyard.conformance.tls.AnyCertificate;
import io.steelyard.conformance.tls.Certificate;
import io.steelyard.testkit.backend.Behaviour;
import io.steelyard.testkit.backend.FaultyBackend;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * Has either end of a connection finish first while the other goes on, by every way through the proxy but one: a client that
 * ends TLS (close_notify) ends both directions, since the library answers with its own.
 */
final class HalfCloseSoak {
    private static final int SECURE_PORT = 8443;
    private static final int LIMIT_MILLIS = 20_000;
    private static final String REQUEST = "GET / HTTP/1.1\r\nHost: steelyard.test\r\nConnection: close\r\n\r\n";

    private final int times;
    private final Path directory;
    private final PrintStream report;
    private final Findings findings = new Findings();

    /** How a client comes in. */
    private interface Way {
        Socket connect() throws IOException;
    }

    /** What a client does; returns what is wrong, or nothing. */
    private interface Exchange {
        String with(Socket client) throws IOException, InterruptedException;
    }

    /** @param directory an empty one, where all files of the run go */
    HalfCloseSoak(int times, Path directory, PrintStream report) {
        this.times = times;
        this.directory = directory;
        this.report = report;
    }

    Findings run() throws IOException, InterruptedException {
        try (Stage stage = Stage.set(directory)) {
            for (boolean halfClosed : List.of(true, false)) {
                tcp(stage, halfClosed);
            }
            http(stage);
            return findings;
        }
    }

    private void tcp(Stage stage, boolean halfClosed) throws IOException, InterruptedException {
        String way = "TCP, halfClosed " + halfClosed;
        String attributes = "\"halfClosed\":" + halfClosed;
        behind(stage, "TCP", attributes, Ends.afterTheClient(), balancer -> {
            repeat(way + ", the client first", plain(balancer), client -> clientFirst(client, "hello"));
        });
        Ends ends = new Ends();
        behind(stage, "TCP", attributes, ends.beforeTheClient(), balancer -> {
            String what = way + ", the node first";
            repeat(what, plain(balancer), client -> nodeFirst(client, ends));
            repeat(what + ", TLS", tls(balancer), client -> nodeFirst(client, ends));
        });
    }

    private void http(Stage stage) throws IOException, InterruptedException {
        behind(stage, "HTTP", "\"algorithm\":\"RANDOM\"", Ends.answering(), balancer -> {
            repeat("HTTP, the client first", plain(balancer), client -> clientFirst(client, REQUEST));
            repeat("HTTP, the node first", plain(balancer), client -> asked(client, REQUEST));
            repeat("HTTP, the node first, TLS", tls(balancer), client -> asked(client, REQUEST));
        });
    }

    private interface Use {
        void of(Membership balancer) throws InterruptedException;
    }

    private void behind(Stage stage, String protocol, String attributes, Behaviour behaviour, Use use)
            throws IOException, InterruptedException {
        try (FaultyBackend node = FaultyBackend.serving(behaviour)) {
            Membership balancer = Membership.create(stage.api(), protocol, attributes);
            balancer.add(node.address());
            String termination = Certificate.selfSigned(directory, "half.test")
                    .termination("\"enabled\":true", "\"secureTrafficOnly\":false", "\"securePort\":" + SECURE_PORT);
            balancer.change("PUT", "/ssltermination", termination);
            use.of(balancer);
        }
    }

    private static Way plain(Membership balancer) {
        return () -> connect(balancer.vip());
    }

    private static Way tls(Membership balancer) {
        return () -> {
            InetSocketAddress vip = balancer.vip(SECURE_PORT);
            return AnyCertificate.sockets()
                    .createSocket(connect(vip), vip.getAddress().getHostAddress(), vip.getPort(), true);
        };
    }

    private static Socket connect(InetSocketAddress vip) throws IOException {
        Socket socket = new Socket();
        socket.setSoTimeout(LIMIT_MILLIS);
        socket.connect(vip, LIMIT_MILLIS);
        return socket;
    }

    private void repeat(String what, Way way, Exchange exchange) throws InterruptedException {
        for (int time = 1; time <= times; time++) {
            try (Socket client = way.connect()) {
                String wrong = exchange.with(client);
                findings.require(wrong.isEmpty(), what + ", time " + time + ": " + wrong);
            } catch (IOException failed) {
                findings.violate(what + ", time " + time + ": " + failed);
            }
        }
        findings.figure(what, times);
        report.println(what);
    }

    private static String asked(Socket client, String question) throws IOException {
        client.getOutputStream().write(question.getBytes(StandardCharsets.US_ASCII));
        return arrived(client);
    }

    private static String clientFirst(Socket client, String first) throws IOException {
        client.getOutputStream().write(first.getBytes(StandardCharsets.US_ASCII));
        client.shutdownOutput();
        return arrived(client);
    }

    private static String nodeFirst(Socket client, Ends ends) throws IOException, InterruptedException {
        String wrong = arrived(client);
        client.getOutputStream().write(Ends.LAST_WORD.getBytes(StandardCharsets.US_ASCII));
        client.shutdownOutput();
        String heard = ends.heard();
        return heard.equals(Ends.LAST_WORD) ? wrong : wrong + "the node heard \"" + heard + "\" at last";
    }

    /** All of what the node sends, and perhaps a head before it. */
    private static String arrived(Socket client) throws IOException {
        long octets = client.getInputStream().transferTo(OutputStream.nullOutputStream());
        return octets >= Ends.LENGTH ? "" : "%,d octets came".formatted(octets);
    }
}
