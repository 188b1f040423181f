package io.steelyard.conformance.watchdog;

import io.steelyard.conformance.OperatorClient;
import io.steelyard.conformance.RackspaceClient;
import io.steelyard.conformance.RackspaceClient.Answer;
import io.steelyard.conformance.SteelyardProcess;
import io.steelyard.conformance.kill.OpenPorts;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Has each process die at each step of a change, create, update and delete, and looks for what is stuck or left behind: a
 * write that was acknowledged is brought to its end, one that was not is either done or has left nothing, and when every
 * balancer is deleted no port is open and no virtual IP in use.
 */
public final class WatchdogSoak implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(20);
    private static final int PORT = 9000;
    private static final int OTHER_PORT = 9001;
    private static final JsonMapper JSON = new JsonMapper();

    private final Path data;
    private final Path points;
    private final PrintStream report;
    private final List<String> violations = new ArrayList<>();
    private SteelyardProcess service;
    private RackspaceClient client;

    /** Starts a service of its own on an empty data directory. */
    public WatchdogSoak(Path data, PrintStream report) throws IOException, InterruptedException {
        this.data = data;
        this.report = report;
        this.points = Files.createDirectories(data.resolveSibling(data.getFileName() + ".points"));
        service = start("127.0.0.1:0");
        client = RackspaceClient.login(service.api(), data);
    }

    private SteelyardProcess start(String listen) throws IOException, InterruptedException {
        return SteelyardProcess.startThrough(
                List.of("env", "JAVA_TOOL_OPTIONS=-Dsteelyard.kill-points=" + points), data, listen);
    }

    /**
     * Every step with every write, or, in the short form, every step with one of them.
     *
     * @return what went wrong; empty when nothing did
     */
    public List<String> run(boolean isShort) throws IOException, InterruptedException {
        for (Step step : Step.values()) {
            for (Write write : Write.values()) {
                if (!isShort || write.ordinal() == step.ordinal() % Write.values().length) {
                    run(step, write);
                }
            }
        }
        end();
        return List.copyOf(violations);
    }

    private void run(Step step, Write write) throws IOException, InterruptedException {
        int before = violations.size();
        String what = step + " of " + write;
        Optional<JsonNode> made = write == Write.CREATE ? Optional.empty() : Optional.of(active(what));
        await(this::hasProxy);
        ProcessHandle victim = step.isOfControl() ? service.control() : service.proxy();
        Path point = Files.createFile(points.resolve(step.name()));
        boolean acknowledged = write(write, made);
        if (!await(() -> !SteelyardProcess.runs(victim))) {
            violations.add(what + ": nobody died");
            Files.deleteIfExists(point);
        } else if (step.isOfControl()) {
            restart();
        }
        judge(what, write, made, acknowledged);
        report.printf(
                "%s: %s, %d violations%n",
                what, acknowledged ? "acknowledged" : "no answer", violations.size() - before);
    }

    /** A balancer that serves, to be changed. */
    private JsonNode active(String what) throws IOException, InterruptedException {
        JsonNode made = create().body().path("loadBalancer");
        awaitStatus(what, made.path("id").asInt(), "ACTIVE");
        return made;
    }

    private Answer create() throws IOException, InterruptedException {
        return client.post(
                "loadbalancers",
                "{\"name\":\"w\",\"protocol\":\"TCP\",\"port\":" + PORT + ",\"virtualIps\":[{\"type\":\"PUBLIC\"}]}");
    }

    /** Whether it was acknowledged; without an answer nobody knows. */
    private boolean write(Write write, Optional<JsonNode> made) throws InterruptedException {
        try {
            Answer answer = switch (write) {
                case CREATE -> create();
                case UPDATE ->
                    client.call("PUT", path(made.orElseThrow()), "{\"port\":" + OTHER_PORT + ",\"name\":\"changed\"}");
                case DELETE -> client.delete(path(made.orElseThrow()));
            };
            if (answer.status() != 202 && answer.status() != 503) {
                violations.add(write + " was answered " + answer);
            }
            return answer.status() == 202;
        } catch (IOException lost) {
            return false;
        }
    }

    private void restart() throws IOException, InterruptedException {
        String listen = service.api().getAuthority();
        client.close();
        service = start(listen);
        client = RackspaceClient.login(service.api(), data);
    }

    private void judge(String what, Write write, Optional<JsonNode> made, boolean acknowledged)
            throws IOException, InterruptedException {
        switch (write) {
            case CREATE -> judgeCreate(what, acknowledged);
            case UPDATE -> judgeUpdate(what, made.orElseThrow(), acknowledged);
            case DELETE -> judgeDelete(what, made.orElseThrow(), acknowledged);
        }
        for (JsonNode left : client.get("loadbalancers").body().path("loadBalancers")) {
            int id = left.path("id").asInt();
            awaitStatus(what, id, "ACTIVE", "DELETED");
            client.delete("loadbalancers/" + id);
            awaitStatus(what, id, "DELETED");
        }
    }

    private void judgeCreate(String what, boolean acknowledged) throws IOException, InterruptedException {
        JsonNode all = client.get("loadbalancers").body().path("loadBalancers");
        if (acknowledged && all.size() != 1) {
            violations.add(what + ": " + all.size() + " balancers are there");
        }
        for (JsonNode found : all) {
            awaitStatus(what, found.path("id").asInt(), "ACTIVE");
            requireServed(what, found, PORT);
        }
    }

    private void judgeUpdate(String what, JsonNode made, boolean acknowledged)
            throws IOException, InterruptedException {
        awaitStatus(what, made.path("id").asInt(), "ACTIVE");
        JsonNode now = client.get(path(made)).body().path("loadBalancer");
        boolean changed = now.path("name").asString().equals("changed");
        if (acknowledged && !changed) {
            violations.add(what + ": an acknowledged change is lost");
        }
        requireServed(what, now, changed ? OTHER_PORT : PORT);
    }

    private void judgeDelete(String what, JsonNode made, boolean acknowledged)
            throws IOException, InterruptedException {
        if (acknowledged) {
            awaitStatus(what, made.path("id").asInt(), "DELETED");
        } else {
            awaitStatus(what, made.path("id").asInt(), "ACTIVE", "DELETED");
        }
    }

    private void requireServed(String what, JsonNode balancer, int port) throws InterruptedException {
        String address = balancer.path("virtualIps").path(0).path("address").asString();
        if (!await(() -> connects(address, port))) {
            violations.add(what + ": " + address + ":" + port + " is not served");
        }
        int other = port == PORT ? OTHER_PORT : PORT;
        if (!await(() -> !connects(address, other))) {
            violations.add(what + ": " + address + ":" + other + " is served still");
        }
    }

    private static boolean connects(String address, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), 1_000);
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    private void awaitStatus(String what, int id, String... wanted) throws InterruptedException {
        if (!await(() -> List.of(wanted).contains(status(id)))) {
            violations.add(what + ": load balancer " + id + " is stuck, not " + String.join(" or ", wanted));
        }
    }

    private String status(int id) {
        try {
            return client.get("loadbalancers/" + id)
                    .body()
                    .path("loadBalancer")
                    .path("status")
                    .asString("");
        } catch (IOException away) {
            return "";
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    private interface Condition {
        boolean holds();
    }

    private static boolean await(Condition condition) throws InterruptedException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            Thread.sleep(POLL);
        }
        return true;
    }

    private static String path(JsonNode balancer) {
        return "loadbalancers/" + balancer.path("id").asInt();
    }

    /** Every balancer is deleted: nothing of them may be left, in the proxy, the pools or the store. */
    private void end() throws IOException, InterruptedException {
        // A proxy that was started a moment ago has not said yet which process it is.
        await(this::hasProxy);
        List<String> open = OpenPorts.of(service.proxy());
        if (!open.isEmpty()) {
            violations.add("every balancer is deleted and the proxy still listens on " + open);
        }
        try (OperatorClient operator = OperatorClient.of(service)) {
            for (JsonNode block : JSON.readTree(
                            operator.get("/operator/v1/vip-blocks").body())
                    .path("vipBlocks")) {
                if (block.path("inUse").asInt() != 0) {
                    violations.add("every balancer is deleted and addresses are in use: " + block);
                }
            }
            JsonNode jobs = JSON.readTree(operator.get("/operator/v1/jobs").body());
            if (jobs.path("count").asInt() != 0) {
                violations.add("every balancer is deleted and work is left: " + jobs);
            }
        }
        client.close();
        service.close();
        SteelyardProcess.Finished check = SteelyardProcess.run(LIMIT, "check", "--data", data.toString());
        if (check.exitCode() != 0) {
            violations.add("check: " + check.output().strip());
        }
    }

    private boolean hasProxy() {
        try {
            return SteelyardProcess.runs(service.proxy());
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        client.close();
        if (service.control().isAlive()) {
            service.close();
        }
    }
}
