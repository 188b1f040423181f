package io.steelyard.conformance.accesslog;

import static io.steelyard.testkit.Listening.awaitListening;

import io.steelyard.testkit.FreePort;
import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** OpenStack Swift as Debian packages it, on free ports of loopback, with S3 beside its own API, and its client. */
public final class SwiftProcess implements AutoCloseable {
    public static final String USER = "admin:logs";
    public static final String KEY = "secret";
    private static final String STORAGE = """
            [pipeline:main]
            pipeline = %s-server
            [app:%s-server]
            use = egg:swift#%s
            """;
    private static final String PROXY = """
            [pipeline:main]
            pipeline = catch_errors cache s3api tempauth proxy-server
            [app:proxy-server]
            use = egg:swift#proxy
            account_autocreate = true
            [filter:catch_errors]
            use = egg:swift#catch_errors
            [filter:cache]
            use = egg:swift#memcache
            memcache_servers = 127.0.0.1:%d
            [filter:s3api]
            use = egg:swift#s3api
            [filter:tempauth]
            use = egg:swift#tempauth
            user_admin_logs = secret .admin
            """;

    private final Path directory;
    private final int port = FreePort.pick();
    private final int cachePort = FreePort.pick();
    private final List<Process> processes = new ArrayList<>();

    public SwiftProcess(Path directory) throws IOException, InterruptedException {
        this.directory = directory;
        Files.createDirectories(directory.resolve("node/d1"));
        Files.writeString(directory.resolve("swift.conf"), "[swift-hash]\nswift_hash_path_suffix = test\n");
        serve("memcached -u nobody -l 127.0.0.1 -p " + cachePort, cachePort);
        for (String kind : List.of("account", "container", "object")) {
            int kindPort = FreePort.pick();
            ring(kind, kindPort);
            serve(kind, kindPort, STORAGE.formatted(kind, kind, kind));
        }
        startProxy();
    }

    /** Why it cannot be run here; empty when it can. */
    public static List<String> missing() {
        return Stream.of("swift", "swift-proxy-server", "swift-object-server", "swift-ring-builder", "memcached")
                .filter(program -> Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .noneMatch(place -> Files.isExecutable(Path.of(place, program))))
                .toList();
    }

    String auth() {
        return s3() + "/auth/v1.0";
    }

    /** Where S3 is. */
    public String s3() {
        return "http://127.0.0.1:" + port;
    }

    /** The one that clients ask comes up. */
    public void startProxy() throws IOException {
        serve("proxy", port, PROXY.formatted(cachePort));
    }

    /** It goes away. */
    public void stopProxy() throws InterruptedException {
        stop(processes.removeLast());
    }

    /** The lines of every object of every container, fetched by Swift's own client. */
    List<String> lines() throws IOException, InterruptedException {
        Path fetched = Files.createTempDirectory(directory, "fetched");
        swift("-A", auth(), "-U", USER, "-K", KEY, "download", "--all", "-q", "-D", fetched.toString());
        List<String> lines = new ArrayList<>();
        try (Stream<Path> all = Files.walk(fetched)) {
            for (Path object : all.filter(Files::isRegularFile).toList()) {
                lines.addAll(Logs.lines(Files.readAllBytes(object)));
            }
        }
        return lines;
    }

    /** What the client prints, standard error too. */
    static String swift(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("timeout", "30", "swift"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return printed;
    }

    private void ring(String kind, int kindPort) throws IOException, InterruptedException {
        String builder = "swift-ring-builder " + directory.resolve(kind + ".builder") + " ";
        for (String step : List.of("create 4 1 0", "add r1z1-127.0.0.1:" + kindPort + "/d1 1", "rebalance")) {
            start(builder + step, "ring").waitFor();
        }
    }

    private void serve(String kind, int kindPort, String rest) throws IOException {
        Path file = Files.writeString(
                directory.resolve(kind + ".conf"),
                """
                [DEFAULT]
                bind_ip = 127.0.0.1
                bind_port = %d
                user = %s
                swift_dir = %s
                devices = %s
                mount_check = false
                workers = 0
                """.formatted(kindPort, System.getProperty("user.name"), directory, directory.resolve("node")) + rest);
        serve("swift-" + kind + "-server " + file, kindPort);
    }

    private void serve(String command, int listening) throws IOException {
        Process server = start(command, "servers");
        processes.add(server);
        awaitListening(server, new InetSocketAddress("127.0.0.1", listening));
    }

    private Process start(String command, String log) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command.split(" "))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve(log + ".log").toFile()));
        builder.environment().put("SWIFT_CONF_DIR", directory.toString());
        return builder.start();
    }

    private static void stop(Process process) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(5, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }

    @Override
    public void close() throws InterruptedException {
        for (Process process : processes.reversed()) {
            stop(process);
        }
    }
}
