package io.steelyard.proxy.names;

import static org.awaitility.Awaitility.await;

import io.steelyard.testkit.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real name server on loopback, whose answers may be used for one second. */
final class Dnsmasq implements AutoCloseable {
    private static final InetAddress ADDRESS = InetAddress.ofLiteral("127.77.0.53");

    private final Path hosts;
    private final Path log;
    private final InetSocketAddress address;
    private final Process server;

    private Dnsmasq(Path directory) throws IOException {
        hosts = directory.resolve("hosts");
        log = directory.resolve("queries.log");
        Files.writeString(hosts, "");
        Files.writeString(log, "");
        address = new InetSocketAddress(ADDRESS, FreePort.pick());
        server = new ProcessBuilder(List.of(
                        "dnsmasq",
                        "--keep-in-foreground",
                        "--conf-file=/dev/null",
                        "--user=root",
                        "--port=" + address.getPort(),
                        "--listen-address=" + ADDRESS.getHostAddress(),
                        "--bind-interfaces",
                        "--no-resolv",
                        "--no-hosts",
                        "--addn-hosts=" + hosts,
                        "--local=/test/",
                        "--local-ttl=1",
                        "--pid-file=" + directory.resolve("pid"),
                        "--log-queries",
                        "--log-facility=" + log))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    static Dnsmasq start(Path directory) throws IOException {
        Dnsmasq started = new Dnsmasq(directory);
        await().until(() -> Files.readString(started.log).contains("started"));
        return started;
    }

    InetSocketAddress address() {
        return address;
    }

    /** The name leads there from now on, and nowhere else. */
    void serve(String name, String... addresses) throws IOException, InterruptedException {
        StringBuilder lines = new StringBuilder();
        for (String each : addresses) {
            lines.append(each).append(' ').append(name).append('\n');
        }
        Files.writeString(hosts, lines);
        new ProcessBuilder("kill", "-HUP", Long.toString(server.pid())).start().waitFor(10, TimeUnit.SECONDS);
    }

    /** Until it has said this so often from now on. */
    void awaitSaid(String what, int times) throws IOException {
        int before = said(what);
        await().atMost(Duration.ofSeconds(20)).until(() -> said(what) >= before + times);
    }

    private int said(String what) throws IOException {
        return Files.readString(log).split(what, -1).length;
    }

    @Override
    public void close() {
        server.destroy();
    }
}
