package io.steelyard.proxy.tcp;

import static io.steelyard.testkit.Listening.awaitListening;

import io.steelyard.testkit.FreePort;
import io.steelyard.testkit.backend.FaultyBackend;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A TLS server of OpenSSL that keeps sessions by their ids, and OpenSSL's client. */
final class OpensslNode implements AutoCloseable {
    private static final long LIMIT_SECONDS = 20;

    private final InetSocketAddress address;
    private final Process server;

    private OpensslNode(InetSocketAddress address, Process server) {
        this.address = address;
        this.server = server;
    }

    /** Its certificate names it. */
    static OpensslNode start(Path directory, String name) throws IOException, InterruptedException {
        run("openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 1 -subj /CN=" + name
                + " -keyout " + directory.resolve(name + ".key") + " -out " + directory.resolve(name + ".pem"));
        InetSocketAddress address = new InetSocketAddress("127.77.0.2", FreePort.pick());
        Process server = new ProcessBuilder(words("openssl s_server -www -quiet -no_ticket -accept "
                        + address.getAddress().getHostAddress() + ":" + address.getPort() + " -key "
                        + directory.resolve(name + ".key") + " -cert " + directory.resolve(name + ".pem")))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        awaitListening(server, address);
        return new OpensslNode(address, server);
    }

    InetSocketAddress address() {
        return address;
    }

    /** What OpenSSL's client says of one connection. */
    static String connect(InetSocketAddress to, String options) throws IOException, InterruptedException {
        return run("openssl s_client -no_ticket -connect " + to.getAddress().getHostAddress() + ":" + to.getPort() + " "
                + options);
    }

    private static String run(String command) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(words(command)).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = FaultyBackend.readAll(process.getInputStream());
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("no end of: " + command);
        }
        return output;
    }

    private static List<String> words(String command) {
        return new ArrayList<>(List.of(command.split(" ")));
    }

    @Override
    public void close() {
        server.destroyForcibly();
    }
}
