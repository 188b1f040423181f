package io.steelyard.bench.target;

import io.steelyard.bench.process.Machine;
import io.steelyard.bench.process.OwnProcess;
import io.steelyard.bench.process.ProcessTree;
import io.steelyard.bench.process.Tool;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A packaged server on a free loopback port, with a committed configuration and as many threads as processors. */
public final class LocalServer implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(10);

    private final Tool tool;
    private final OwnProcess process;
    private final int port;

    private LocalServer(Tool tool, OwnProcess process, int port) {
        this.tool = tool;
        this.process = process;
        this.port = port;
    }

    /** nginx as the node that all proxies forward to; measured, it costs no more than a bare epoll loop in C. */
    public static LocalServer backend(Path directory) throws IOException, InterruptedException {
        int port = FreePort.pick();
        Path file = directory.resolve("backend.nginx.conf");
        Files.writeString(
                file, Template.fill("backend.nginx.conf", Map.of("PORT", port, "THREADS", Machine.processors())));
        // "stderr" until the configuration is read: the built-in error log is one that only root may open.
        List<String> arguments = List.of(
                "-p",
                directory.toString(),
                "-e",
                "stderr",
                "-c",
                file.toAbsolutePath().toString());
        return start(Tool.NGINX, arguments, port);
    }

    /** HAProxy in the foreground, in front of the backend. */
    public static LocalServer haproxy(Path directory, int backendPort) throws IOException, InterruptedException {
        int port = FreePort.pick();
        Path file = directory.resolve("haproxy.cfg");
        Files.writeString(
                file,
                Template.fill(
                        "haproxy.cfg",
                        Map.of("PORT", port, "THREADS", Machine.processors(), "BACKEND_PORT", backendPort)));
        return start(Tool.HAPROXY, List.of("-db", "-f", file.toAbsolutePath().toString()), port);
    }

    private static LocalServer start(Tool tool, List<String> arguments, int port)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(tool.path().toString()));
        command.addAll(arguments);
        OwnProcess process = OwnProcess.start(tool.toString(), command);
        try {
            process.awaitListening(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), START_LIMIT);
            return new LocalServer(tool, process, port);
        } catch (IOException | InterruptedException failed) {
            process.close();
            throw failed;
        }
    }

    public int port() {
        return port;
    }

    /** As something to measure. */
    public Target target(String name) throws IOException, InterruptedException {
        URI url = URI.create("http://127.0.0.1:" + port + "/");
        return new Target(name, url, new ProcessTree(process.handle()), tool.version());
    }

    @Override
    public void close() throws InterruptedException {
        process.close();
    }
}
