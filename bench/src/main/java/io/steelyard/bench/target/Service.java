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
import tools.jackson.databind.JsonNode;

/** Steelyard as a user starts it, with two load balancers made over its API, one for HTTP and HTTPS
 * and one for TCP, and all settings at their defaults. */
public final class Service implements AutoCloseable {
    private static final Duration ACTIVE_LIMIT = Duration.ofSeconds(30);
    private static final Duration VERSION_LIMIT = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(20);

    private final SteelyardProcess process;
    private final Map<Entrance, URI> urls;

    private Service(SteelyardProcess process, Map<Entrance, URI> urls) {
        this.process = process;
        this.urls = urls;
    }

    /**
     * Starts the service and waits until its balancers are ACTIVE.
     *
     * @param directory for the service's data
     */
    public static Service start(Path directory, BenchCertificate shown, int backendPort)
            throws IOException, InterruptedException {
        Path data = directory.resolve("data");
        SteelyardProcess process = launch(data);
        try (RackspaceClient client = RackspaceClient.login(process.api(), data)) {
            return new Service(process, create(client, shown, backendPort));
        } catch (IOException | InterruptedException | RuntimeException failed) {
            process.close();
            throw failed;
        }
    }

    private static SteelyardProcess launch(Path data) throws IOException, InterruptedException {
        try {
            return SteelyardProcess.start(data, "127.0.0.1:0");
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

    private static Map<Entrance, URI> create(RackspaceClient client, BenchCertificate shown, int backendPort)
            throws IOException, InterruptedException {
        int port = FreePort.pick();
        int securePort = FreePort.pick();
        String http = create(
                client,
                Template.fill(
                        "steelyard-http.json",
                        Map.of(
                                "PORT", port,
                                "SECURE_PORT", securePort,
                                "BACKEND_PORT", backendPort,
                                "CERTIFICATE", quoted(shown.certificate()),
                                "KEY", quoted(shown.key()))));
        String tcp =
                create(client, Template.fill("steelyard-tcp.json", Map.of("PORT", port, "BACKEND_PORT", backendPort)));
        return Map.of(
                Entrance.HTTP, URI.create("http://" + http + ":" + port + "/"),
                Entrance.HTTPS, URI.create("https://" + http + ":" + securePort + "/"),
                Entrance.TCP, URI.create("http://" + tcp + ":" + port + "/"));
    }

    /** PEM as a JSON string has it. */
    private static String quoted(Path pem) throws IOException {
        return Files.readString(pem).replace("\n", "\\n");
    }

    /** The virtual IP of the balancer once it is ACTIVE. */
    private static String create(RackspaceClient client, String body) throws IOException, InterruptedException {
        RackspaceClient.Answer answer = client.post("loadbalancers", body);
        if (answer.status() != 202) {
            throw new IOException("creating the load balancer was answered " + answer);
        }
        JsonNode created = answer.body().path("loadBalancer");
        awaitActive(client, created.path("id").asInt());
        return created.path("virtualIps").path(0).path("address").asString();
    }

    private static void awaitActive(RackspaceClient client, int id) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + ACTIVE_LIMIT.toNanos();
        for (String status = status(client, id); !status.equals("ACTIVE"); status = status(client, id)) {
            if (status.equals("ERROR") || System.nanoTime() > deadline) {
                throw new IOException("load balancer " + id + " is " + status + " instead of ACTIVE");
            }
            Thread.sleep(POLL);
        }
    }

    private static String status(RackspaceClient client, int id) throws IOException, InterruptedException {
        return client.get("loadbalancers/" + id)
                .body()
                .path("loadBalancer")
                .path("status")
                .asString();
    }

    /** The proxy process as something to measure; the control process counts only towards the machine's CPU time. */
    public Target target(String name) throws IOException, InterruptedException {
        String version =
                SteelyardProcess.run(VERSION_LIMIT, "--version").output().strip();
        return new Target(name, urls, new ProcessTree(process.proxy()), version);
    }

    @Override
    public void close() throws IOException, InterruptedException {
        process.close();
    }
}
