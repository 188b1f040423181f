package io.steelyard.proxy.proxyprotocol;

import static io.steelyard.testkit.Listening.awaitListening;

import io.steelyard.testkit.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Debian's HAProxy with one address where clients come and one server behind. */
final class Haproxy implements AutoCloseable {
    private static final InetAddress ADDRESS = InetAddress.ofLiteral("127.0.0.1");

    private final Process process;
    private final InetSocketAddress address;

    private Haproxy(Process process, InetSocketAddress address) {
        this.process = process;
        this.address = address;
    }

    /**
     * @param bind what it expects of clients, as its configuration says it
     * @param server what it says to its server, likewise
     */
    static Haproxy start(Path directory, String mode, String bind, InetSocketAddress behind, String server)
            throws IOException {
        InetSocketAddress address = new InetSocketAddress(ADDRESS, FreePort.pick());
        Path configuration =
                Files.writeString(directory.resolve("haproxy-" + address.getPort() + ".cfg"), """
                global
                  maxconn 100
                defaults
                  timeout connect 5s
                  timeout client 30s
                  timeout server 30s
                listen test
                  mode %s
                  bind %s:%d %s
                  server one %s:%d %s
                """.formatted(
                                mode,
                                ADDRESS.getHostAddress(),
                                address.getPort(),
                                bind,
                                behind.getAddress().getHostAddress(),
                                behind.getPort(),
                                server));
        Process process = new ProcessBuilder("haproxy", "-db", "-q", "-f", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("haproxy.log").toFile())
                .start();
        awaitListening(process, address);
        return new Haproxy(process, address);
    }

    InetSocketAddress address() {
        return address;
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }
}
