package io.steelyard.conformance.session;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Debian's dnsmasq on loopback. It knows the names of steelyard.test that it is told, for one second each. */
final class NameServer implements AutoCloseable {
    private static final String ADDRESS = "127.77.9.53";

    private final Path hosts;
    private final int port;
    private final Process server;

    private NameServer(Path directory) throws IOException {
        hosts = Files.writeString(directory.resolve("hosts"), "");
        Path log = Files.writeString(directory.resolve("queries.log"), "");
        try (DatagramSocket probe = new DatagramSocket(0, InetAddress.ofLiteral(ADDRESS))) {
            port = probe.getLocalPort();
        }
        server = new ProcessBuilder(List.of(
                        "dnsmasq",
                        "--keep-in-foreground",
                        "--conf-file=/dev/null",
                        "--user=",
                        "--port=" + port,
                        "--listen-address=" + ADDRESS,
                        "--bind-interfaces",
                        "--no-resolv",
                        "--no-hosts",
                        "--addn-hosts=" + hosts,
                        "--local=/test/",
                        "--local-ttl=1",
                        "--pid-file=",
                        "--log-facility=" + log))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        await().until(() -> Files.readString(log).contains("started"));
    }

    static NameServer start(Path directory) throws IOException {
        return new NameServer(Files.createDirectories(directory));
    }

    /** For {@code --name-servers}. */
    String address() {
        return ADDRESS + ":" + port;
    }

    /** These names lead to these addresses from now on, and no others lead anywhere. */
    void serve(Map<String, String> addresses) throws IOException, InterruptedException {
        Files.writeString(
                hosts,
                addresses.entrySet().stream()
                        .map(each -> each.getValue() + " " + each.getKey() + "\n")
                        .collect(Collectors.joining()));
        new ProcessBuilder("kill", "-HUP", Long.toString(server.pid())).start().waitFor(10, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        server.destroy();
    }
}
