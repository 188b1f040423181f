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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A packaged server on free loopback ports, with a committed configuration and as many threads as processors. */
public final class LocalServer implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(10);

    /** The files that the node serves, by their path: name and bytes. */
    private static final Map<String, Integer> FILES = Map.of("64k", 64 << 10, "10m", 10 << 20);

    private final Tool tool;
    private final OwnProcess process;
    private final Map<Entrance, Integer> ports;

    private LocalServer(Tool tool, OwnProcess process, Map<Entrance, Integer> ports) {
        this.tool = tool;
        this.process = process;
        this.ports = ports;
    }

    /** nginx as the node that all proxies forward to; measured, it costs no more than a bare epoll loop in C. */
    public static LocalServer backend(Path directory) throws IOException, InterruptedException {
        Path root = Files.createDirectories(directory.resolve("backend"));
        for (var file : FILES.entrySet()) {
            Files.write(root.resolve(file.getKey()), new byte[file.getValue()]);
        }
        int port = FreePort.pick();
        Path file = configured(
                "backend.nginx.conf", directory, Map.of("PORT", port, "THREADS", Machine.processors(), "ROOT", root));
        return start(Tool.NGINX, nginx(root, file), Map.of(Entrance.HTTP, port));
    }

    /** HAProxy in the foreground, in front of the backend. */
    public static LocalServer haproxy(Path directory, BenchCertificate shown, int backendPort)
            throws IOException, InterruptedException {
        Map<Entrance, Integer> ports = ports(Entrance.values());
        Map<String, Object> values = values(ports, backendPort);
        values.put("PEM", shown.both());
        Path file = configured("haproxy.cfg", directory, values);
        return start(Tool.HAPROXY, List.of("-db", "-f", file.toString()), ports);
    }

    /** nginx in front of the backend, without an entrance for TCP: that is a module of its own. */
    public static LocalServer nginx(Path directory, BenchCertificate shown, int backendPort)
            throws IOException, InterruptedException {
        Map<Entrance, Integer> ports = ports(Entrance.HTTP, Entrance.HTTPS);
        Map<String, Object> values = values(ports, backendPort);
        values.put("CERTIFICATE", shown.certificate());
        values.put("KEY", shown.key());
        Path prefix = Files.createDirectories(directory.resolve("nginx"));
        return start(Tool.NGINX, nginx(prefix, configured("nginx.conf", directory, values)), ports);
    }

    private static Map<Entrance, Integer> ports(Entrance... entrances) throws IOException {
        Map<Entrance, Integer> ports = new HashMap<>();
        for (Entrance entrance : entrances) {
            ports.put(entrance, FreePort.pick());
        }
        return ports;
    }

    private static Map<String, Object> values(Map<Entrance, Integer> ports, int backendPort) {
        Map<String, Object> values = new HashMap<>();
        ports.forEach((entrance, port) -> values.put(entrance + "_PORT", port));
        values.put("BACKEND_PORT", backendPort);
        values.put("THREADS", Machine.processors());
        return values;
    }

    private static Path configured(String resource, Path directory, Map<String, ?> values) throws IOException {
        return Files.writeString(directory.resolve(resource), Template.fill(resource, values))
                .toAbsolutePath();
    }

    // "stderr" until the configuration is read: the built-in error log is one that only root may open.
    private static List<String> nginx(Path prefix, Path file) {
        return List.of("-p", prefix.toString(), "-e", "stderr", "-c", file.toString());
    }

    private static LocalServer start(Tool tool, List<String> arguments, Map<Entrance, Integer> ports)
            throws IOException, InterruptedException {
        List<String> command = Stream.concat(Stream.of(tool.path().toString()), arguments.stream())
                .toList();
        OwnProcess process = OwnProcess.start(tool.toString(), command);
        try {
            for (int port : ports.values()) {
                process.awaitListening(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), START_LIMIT);
            }
            return new LocalServer(tool, process, ports);
        } catch (IOException | InterruptedException failed) {
            process.close();
            throw failed;
        }
    }

    /** Where it speaks HTTP. */
    public int port() {
        return ports.getOrDefault(Entrance.HTTP, 0);
    }

    /** As something to measure. */
    public Target target(String name) throws IOException, InterruptedException {
        Map<Entrance, URI> urls = new HashMap<>();
        ports.forEach((entrance, port) -> urls.put(entrance, url(entrance, port)));
        return new Target(name, urls, new ProcessTree(process.handle()), tool.version());
    }

    private static URI url(Entrance entrance, int port) {
        return URI.create((entrance == Entrance.HTTPS ? "https" : "http") + "://127.0.0.1:" + port + "/");
    }

    @Override
    public void close() throws InterruptedException {
        process.close();
    }
}
