package io.steelyard.bench.target;

import io.steelyard.bench.process.ProcessTree;
import io.steelyard.conformance.RackspaceClient;
import io.steelyard.conformance.SteelyardProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Steelyard as a user starts it, with load balancers made over its API and all settings at their defaults. */
public final class Service implements Measurable {
    private static final Duration VERSION_LIMIT = Duration.ofSeconds(30);

    private final SteelyardProcess process;
    private final Map<Entrance, URI> urls;

    private Service(SteelyardProcess process, Map<Entrance, URI> urls) {
        this.process = process;
        this.urls = urls;
    }

    /** What a started service is to have: makes it, and says where it is reached. */
    private interface Setup {
        Map<Entrance, URI> make(Balancers balancers) throws IOException, InterruptedException;
    }

    /**
     * With two load balancers, one for HTTP and HTTPS and one for TCP; returns when they are ACTIVE.
     *
     * @param directory for the service's data
     */
    public static Service plain(Path directory, BenchCertificate shown, int backendPort)
            throws IOException, InterruptedException {
        return start(directory, balancers -> createPlain(balancers, shown, backendPort));
    }

    /** With one load balancer for HTTP that has an access log, an access list, a throttle and sessions by cookie. */
    public static Service withFeatures(Path directory, int backendPort) throws IOException, InterruptedException {
        int port = FreePort.pick();
        String denied = DeniedNetworks.all().stream()
                .map("{\"address\": \"%s\", \"type\": \"DENY\"}"::formatted)
                .collect(Collectors.joining(", "));
        String body = Template.fill(
                "steelyard-features.json", Map.of("PORT", port, "BACKEND_PORT", backendPort, "DENIED", denied));
        return start(directory, balancers -> Map.of(Entrance.HTTP, http(balancers.create(body), port)));
    }

    /**
     * With many load balancers for HTTP, each at an address of its own; the last one is measured.
     *
     * @param nodes of each, all of them the same backend, which answers at so many addresses
     */
    public static Service withBalancers(Path directory, int count, int nodes, int backendPort)
            throws IOException, InterruptedException {
        int port = FreePort.pick();
        String backends = IntStream.rangeClosed(1, nodes)
                .mapToObj("{\"address\": \"127.0.0.%%d\", \"port\": %d, \"condition\": \"ENABLED\"}"
                        .formatted(backendPort)::formatted)
                .collect(Collectors.joining(", "));
        // Addresses where no other service on this machine is likely to have any.
        String network = "127.%d.0.0/16".formatted(ThreadLocalRandom.current().nextInt(110, 250));
        return start(
                directory,
                balancers -> Map.of(
                        Entrance.HTTP,
                        http(
                                balancers.createMany(
                                        count,
                                        number -> Template.fill(
                                                "steelyard-many.json",
                                                Map.of("NUMBER", number, "PORT", port, "NODES", backends))),
                                port)),
                "--public-vips",
                network,
                "--limits",
                "loadbalancers=" + (count + 1));
    }

    private static Service start(Path directory, Setup setup, String... more) throws IOException, InterruptedException {
        Path data = directory.resolve("data");
        SteelyardProcess process = launch(data, more);
        try (RackspaceClient client = RackspaceClient.login(process.api(), data)) {
            return new Service(process, setup.make(new Balancers(client)));
        } catch (IOException | InterruptedException | RuntimeException failed) {
            process.close();
            throw failed;
        }
    }

    private static SteelyardProcess launch(Path data, String... more) throws IOException, InterruptedException {
        try {
            return SteelyardProcess.start(data, "127.0.0.1:0", more);
        } catch (IOException | InterruptedException failed) {
            endProxy(data);
            throw failed;
        }
    }

    /** The proxy serves on when its control process is killed, as it is when it does not become ready. */
    private static void endProxy(Path data) throws IOException {
        Path pid = data.resolve("proxy.pid");
        if (Files.exists(pid)) {
            ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).ifPresent(ProcessHandle::destroy);
        }
    }

    private static Map<Entrance, URI> createPlain(Balancers balancers, BenchCertificate shown, int backendPort)
            throws IOException, InterruptedException {
        int port = FreePort.pick();
        int securePort = FreePort.pick();
        String http = balancers.create(Template.fill(
                "steelyard-http.json",
                Map.of(
                        "PORT", port,
                        "SECURE_PORT", securePort,
                        "BACKEND_PORT", backendPort,
                        "CERTIFICATE", quoted(shown.certificate()),
                        "KEY", quoted(shown.key()))));
        String tcp = balancers.create(
                Template.fill("steelyard-tcp.json", Map.of("PORT", port, "BACKEND_PORT", backendPort)));
        return Map.of(
                Entrance.HTTP,
                http(http, port),
                Entrance.HTTPS,
                URI.create("https://" + http + ":" + securePort + "/"),
                Entrance.TCP,
                http(tcp, port));
    }

    private static URI http(String address, int port) {
        return URI.create("http://" + address + ":" + port + "/");
    }

    /** PEM as a JSON string has it. */
    private static String quoted(Path pem) throws IOException {
        return Files.readString(pem).replace("\n", "\\n");
    }

    /** The proxy process as something to measure; the control process counts only towards the machine's CPU time. */
    @Override
    public Target target(String name) throws IOException, InterruptedException {
        String version =
                SteelyardProcess.run(VERSION_LIMIT, "--version").output().strip();
        return new Target(name, urls, new ProcessTree(process.proxy()), version);
    }

    /** From starting the launcher to the line that says ready. */
    public Duration timeToReady() {
        return process.timeToReady();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        process.close();
    }
}
