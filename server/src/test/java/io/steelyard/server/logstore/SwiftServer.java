package io.steelyard.server.logstore;

import static io.steelyard.testkit.Listening.awaitListening;
import static org.awaitility.Awaitility.await;

import io.steelyard.testkit.FreePort;
import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * OpenStack Swift as Debian packages it, on free ports of this machine: one server of each kind, logins of version 1, and S3
 * beside Swift's own API.
 */
final class SwiftServer implements AutoCloseable {
    /** May use every account. */
    static final String USER = "admin:logs";

    static final String KEY = "secret";
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final List<String> KINDS = List.of("account", "container", "object");

    private final Path directory;
    private final int port = FreePort.pick();
    private final int cachePort = FreePort.pick();
    private final List<Process> processes = new ArrayList<>();

    SwiftServer(Path directory) throws IOException, InterruptedException {
        this.directory = directory;
        Files.createDirectories(directory.resolve("node/d1"));
        Files.writeString(directory.resolve("swift.conf"), "[swift-hash]\nswift_hash_path_suffix = test\n");
        run("memcached", "-u", "nobody", "-l", "127.0.0.1", "-p", Integer.toString(cachePort));
        for (String kind : KINDS) {
            int kindPort = FreePort.pick();
            ring(kind, kindPort);
            configure(kind, kindPort, STORAGE.formatted(kind, directory.resolve("node"), kind, kind));
            // The proxy leaves one that does not answer its first request alone for a minute.
            awaitListening(processes.getLast(), new InetSocketAddress("127.0.0.1", kindPort));
        }
        startProxy();
    }

    private static final String STORAGE = """
            [pipeline:main]
            pipeline = %s-server
            [DEFAULT]
            devices = %s
            mount_check = false
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
            user_admin_logs = secret .admin .reseller_admin
            """;

    /** Whether it can be run here. */
    static boolean isInstalled() {
        return Stream.of("swift-proxy-server", "swift-object-server", "swift-ring-builder", "memcached")
                .allMatch(program -> Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .anyMatch(place -> Files.isExecutable(Path.of(place, program))));
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    URI auth() {
        return url().resolve("/auth/v1.0");
    }

    /** The one that clients ask goes away, or comes back. */
    void stopProxy() throws InterruptedException {
        stop(processes.removeLast());
    }

    void startProxy() throws IOException, InterruptedException {
        configure("proxy", port, PROXY.formatted(cachePort));
        await().atMost(START_LIMIT).until(this::answers);
    }

    private boolean answers() throws InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest login = HttpRequest.newBuilder(auth())
                    .header("X-Auth-User", USER)
                    .header("X-Auth-Key", KEY)
                    .build();
            return client.send(login, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private void ring(String kind, int kindPort) throws IOException, InterruptedException {
        String builder = directory.resolve(kind + ".builder").toString();
        for (List<String> step : List.of(
                List.of("create", "4", "1", "0"),
                List.of("add", "r1z1-127.0.0.1:" + kindPort + "/d1", "1"),
                List.of("rebalance"))) {
            List<String> command = new ArrayList<>(List.of("swift-ring-builder", builder));
            command.addAll(step);
            start(command, "ring.log").waitFor();
        }
    }

    private void configure(String kind, int kindPort, String rest) throws IOException {
        Path file = directory.resolve(kind + ".conf");
        String common = "bind_ip = 127.0.0.1\nbind_port = %d\nuser = %s\nswift_dir = %s\nworkers = 0\n"
                .formatted(kindPort, System.getProperty("user.name"), directory);
        Files.writeString(
                file,
                rest.contains("[DEFAULT]")
                        ? rest.replace("[DEFAULT]\n", "[DEFAULT]\n" + common)
                        : "[DEFAULT]\n" + common + rest);
        run("swift-" + kind + "-server", file.toString());
    }

    private void run(String... command) throws IOException {
        processes.add(start(List.of(command), command[0] + ".log"));
    }

    private Process start(List<String> command, String log) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(directory.resolve(log).toFile()));
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
