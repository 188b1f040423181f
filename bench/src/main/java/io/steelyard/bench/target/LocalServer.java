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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A packaged server on free loopback ports, with a committed configuration and as many threads as processors. */
public final class LocalServer implements Measurable {
    /** Addresses that the node answers at, so that it can be several nodes. */
    static final int BACKEND_ADDRESSES = 10;

    private static final int USUAL_CONNECTIONS = 4096;
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
                "backend.nginx.conf",
                directory,
                Map.of(
                        "PORT",
                        port,
                        "THREADS",
                        Machine.processors(),
                        "ROOT",
                        root,
                        "MORE_ADDRESSES",
                        moreAddresses(port)));
        return start(Tool.NGINX, nginx(root, file), Map.of(Entrance.HTTP, port));
    }

    private static String moreAddresses(int port) {
        return IntStream.rangeClosed(2, BACKEND_ADDRESSES)
                .mapToObj("    listen 127.0.0.%%d:%d reuseport backlog=4096;%%n".formatted(port)::formatted)
                .collect(Collectors.joining());
    }

    /** HAProxy in the foreground, in front of the backend. */
    public static LocalServer haproxy(Path directory, BenchCertificate shown, int backendPort)
            throws IOException, InterruptedException {
        return haproxy(directory, shown, backendPort, USUAL_CONNECTIONS);
    }

    /** The same, with room for so many clients: it takes memory for them beforehand. */
    static LocalServer haproxy(Path directory, BenchCertificate shown, int backendPort, int connections)
            throws IOException, InterruptedException {
        Map<Entrance, Integer> ports = ports(Entrance.values());
        Map<String, Object> values = values(ports, backendPort);
        values.put("PEM", shown.both());
        values.put("MAXIMUM", connections);
        Path file = configured("haproxy.cfg", directory, values);
        return start(Tool.HAPROXY, List.of("-db", "-f", file.toString()), ports);
    }

    /** HAProxy for TCP alone, with splicing on. */
    public static LocalServer splicingHaproxy(Path directory, int backendPort)
            throws IOException, InterruptedException {
        Map<Entrance, Integer> ports = ports(Entrance.TCP);
        Path file = configured("haproxy-splice.cfg", directory, values(ports, backendPort));
        return start(Tool.HAPROXY, List.of("-db", "-f", file.toString()), ports);
    }

    /** HAProxy with an access log and all else that {@link Service#withFeatures} has. */
    public static LocalServer haproxyWithFeatures(Path directory, int backendPort)
            throws IOException, InterruptedException {
        Map<Entrance, Integer> ports = ports(Entrance.HTTP);
        Map<String, Object> values = values(ports, backendPort);
        values.put("DENIED", Files.write(directory.resolve("denied.lst"), DeniedNetworks.all()));
        Path file = configured("haproxy-features.cfg", directory, values);
        List<String> command = command(Tool.HAPROXY, List.of("-db", "-f", file.toString()));
        OwnProcess process = OwnProcess.startWithOutput("haproxy", command, directory.resolve("haproxy-features.log"));
        return listening(Tool.HAPROXY, process, ports);
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
        return listening(tool, OwnProcess.start(tool.toString(), command(tool, arguments)), ports);
    }

    private static List<String> command(Tool tool, List<String> arguments) throws IOException {
        return Stream.concat(Stream.of(tool.path().toString()), arguments.stream())
                .toList();
    }

    private static LocalServer listening(Tool tool, OwnProcess process, Map<Entrance, Integer> ports)
            throws IOException, InterruptedException {
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

    @Override
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
