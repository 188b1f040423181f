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

/** Steelyard as a user starts it, with one HTTP load balancer made over its API and all settings at their defaults. */
public final class Service implements AutoCloseable {
    private static final Duration ACTIVE_LIMIT = Duration.ofSeconds(30);
    private static final Duration VERSION_LIMIT = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(20);

    private final SteelyardProcess process;
    private final URI url;

    private Service(SteelyardProcess process, URI url) {
        this.process = process;
        this.url = url;
    }

    /**
     * Starts the service and waits until the balancer is ACTIVE.
     *
     * @param data a directory of its own, made by the service
     */
    public static Service start(Path data, int backendPort) throws IOException, InterruptedException {
        SteelyardProcess process = launch(data);
        try (RackspaceClient client = RackspaceClient.login(process.api(), data)) {
            return new Service(process, create(client, backendPort));
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

    private static URI create(RackspaceClient client, int backendPort) throws IOException, InterruptedException {
        int port = FreePort.pick();
        String body = Template.fill("steelyard.json", Map.of("PORT", port, "BACKEND_PORT", backendPort));
        RackspaceClient.Answer answer = client.post("loadbalancers", body);
        if (answer.status() != 202) {
            throw new IOException("creating the load balancer was answered " + answer);
        }
        JsonNode created = answer.body().path("loadBalancer");
        awaitActive(client, created.path("id").asInt());
        String address = created.path("virtualIps").path(0).path("address").asString();
        return URI.create("http://" + address + ":" + port + "/");
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
        return new Target(name, url, new ProcessTree(process.proxy()), version);
    }

    @Override
    public void close() throws IOException, InterruptedException {
        process.close();
    }
}
