package io.steelyard.conformance.kill;

import io.steelyard.conformance.RackspaceClient;
import io.steelyard.conformance.RackspaceClient.Answer;
import io.steelyard.conformance.SteelyardProcess;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Kills the service with SIGKILL, from outside, at random moments under writes and traffic, and looks for what was lost.
 * Every violation is collected; none may be left.
 */
public final class KillSoak implements AutoCloseable {
    /** What takes longer is stuck; how long it took is a figure of its own. Two processes start in that time on a busy machine. */
    private static final Duration SERVE_LIMIT = Duration.ofSeconds(60);

    private static final Duration SERVE_POLL = Duration.ofMillis(5);
    private static final Duration SETTLE_LIMIT = Duration.ofSeconds(30);
    private static final Duration WRITES_LIMIT = Duration.ofSeconds(5);
    private static final int VIP_PORT = 8080;
    /** Descriptors may come and go with pools and caches; a leak of one per kill would pass this at 50 kills. */
    private static final long DESCRIPTOR_SLACK = 40;

    private final Path data;
    private final PrintStream report;
    private final Random random;
    private final List<Ledger> ledgers = List.of(new Ledger(), new Ledger(), new Ledger());
    private final List<String> violations = Collections.synchronizedList(new ArrayList<>());
    private final Backend backend = new Backend();
    private final List<Long> afterProxyMs = new ArrayList<>();
    private final List<Long> afterBothMs = new ArrayList<>();
    private SteelyardProcess service;
    private volatile RackspaceClient client;

    /** Starts a service of its own on an empty data directory. */
    public KillSoak(Path data, long seed, PrintStream report) throws IOException, InterruptedException {
        this.data = data;
        this.report = report;
        this.random = new Random(seed);
        service = SteelyardProcess.start(data, "127.0.0.1:0");
        client = RackspaceClient.login(service.api(), data);
    }

    /**
     * Kills each kind of victim a number of times.
     *
     * @return what went wrong; empty when nothing did
     */
    public List<String> run(int timesEach) throws IOException, InterruptedException {
        InetSocketAddress vip = steadyBalancer();
        Traffic traffic = new Traffic(vip);
        List<Writer> writers = ledgers.stream()
                .map(ledger -> new Writer(
                        () -> client,
                        ledger,
                        random.nextLong(),
                        backend.port(),
                        "soak-" + ledgers.indexOf(ledger) + "-",
                        violations))
                .toList();
        List<Thread> writing =
                writers.stream().map(Thread.ofPlatform().name("writer")::start).toList();
        Thread asking = Thread.ofPlatform().name("traffic").start(traffic);
        long descriptorsBefore = 0;
        for (int round = 0; round < timesEach * Victim.values().length; round++) {
            Victim victim = Victim.values()[round % Victim.values().length];
            awaitWrites();
            kill(victim, traffic);
            report.printf(
                    "kill %d/%d %s: %d writes acknowledged, %d requests answered, %d failed, %d violations%n",
                    round + 1,
                    timesEach * Victim.values().length,
                    victim,
                    acknowledged(),
                    traffic.answered(),
                    traffic.failed(),
                    violations.size());
            if (round == Victim.values().length - 1) {
                descriptorsBefore = descriptors();
            }
        }
        writers.forEach(Writer::stop);
        traffic.stop();
        for (Thread thread : writing) {
            thread.join();
        }
        asking.join();
        judge();
        if (descriptors() > descriptorsBefore + DESCRIPTOR_SLACK) {
            violations.add("descriptors grew from " + descriptorsBefore + " to " + descriptors());
        }
        end();
        return List.copyOf(violations);
    }

    /** From each kill of the proxy alone until it served again, in milliseconds. */
    public List<Long> afterProxyMs() {
        return List.copyOf(afterProxyMs);
    }

    /** After each kill of both, from starting control again until the proxy served, in milliseconds. */
    public List<Long> afterBothMs() {
        return List.copyOf(afterBothMs);
    }

    /** Returns at a random moment in the middle of the writes: after some more were acknowledged, and a little later. */
    private void awaitWrites() throws InterruptedException {
        int enough = acknowledged() + 1 + random.nextInt(12);
        long deadline = System.nanoTime() + WRITES_LIMIT.toNanos();
        while (acknowledged() < enough && System.nanoTime() < deadline) {
            Thread.sleep(1);
        }
        Thread.sleep(random.nextInt(100));
    }

    private int acknowledged() {
        return ledgers.stream().mapToInt(Ledger::acknowledged).sum();
    }

    private InetSocketAddress steadyBalancer() throws IOException, InterruptedException {
        Answer made = client.post("loadbalancers", """
                {"loadBalancer":{"name":"steady","protocol":"HTTP","port":%d,"virtualIps":[{"type":"PUBLIC"}],
                 "nodes":[{"address":"127.0.0.1","port":%d,"condition":"ENABLED"}]}}""".formatted(VIP_PORT, backend.port()));
        JsonNode balancer = made.body().path("loadBalancer");
        awaitSettled(balancer.path("id").asInt());
        String address = balancer.path("virtualIps").path(0).path("address").asString();
        return new InetSocketAddress(address, VIP_PORT);
    }

    private void kill(Victim victim, Traffic traffic) throws IOException, InterruptedException {
        long failedBefore = traffic.failed();
        ProcessHandle proxy = service.proxy();
        ProcessHandle control = service.control();
        long killed = System.nanoTime();
        if (victim.hitsProxy()) {
            proxy.destroyForcibly();
            awaitEnd(proxy);
        }
        if (victim.hitsControl()) {
            control.destroyForcibly();
            control.onExit().join();
            check();
            killed = System.nanoTime();
        }
        CompletableFuture<Long> servedAt = CompletableFuture.supplyAsync(() -> awaitServed(traffic));
        if (victim.hitsControl()) {
            restart();
        }
        long outage = servedAt.join() - killed;
        if (victim.hitsProxy()) {
            (victim == Victim.BOTH ? afterBothMs : afterProxyMs)
                    .add(Duration.ofNanos(outage).toMillis());
        } else if (traffic.failed() > failedBefore) {
            violations.add("the control process alone was killed, and " + (traffic.failed() - failedBefore)
                    + " requests failed, the last with " + traffic.lastFailure().orElse(""));
        }
    }

    private static void awaitEnd(ProcessHandle killed) throws InterruptedException {
        while (SteelyardProcess.runs(killed)) {
            Thread.sleep(1);
        }
    }

    private void restart() throws IOException, InterruptedException {
        String listen = service.api().getAuthority();
        client.close();
        service = SteelyardProcess.start(data, listen);
        client = RackspaceClient.login(service.api(), data);
    }

    /** Returns when that was, as {@link System#nanoTime()} counts. */
    private long awaitServed(Traffic traffic) {
        long deadline = System.nanoTime() + SERVE_LIMIT.toNanos();
        while (!traffic.isServed() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(SERVE_POLL.toNanos());
        }
        if (System.nanoTime() >= deadline) {
            violations.add("nothing was served within " + SERVE_LIMIT + " of a kill of the proxy");
        }
        return System.nanoTime();
    }

    /** The store, looked at while nobody writes to it: every status equals the one computed from its row. */
    private void check() throws IOException, InterruptedException {
        SteelyardProcess.Finished check =
                SteelyardProcess.run(Duration.ofSeconds(30), "check", "--data", data.toString());
        if (check.exitCode() != 0) {
            violations.add("check: " + check.output().strip());
        }
    }

    private void judge() throws IOException, InterruptedException {
        for (Ledger ledger : ledgers) {
            judge(ledger);
        }
        for (JsonNode left : client.get("loadbalancers").body().path("loadBalancers")) {
            awaitSettled(left.path("id").asInt());
        }
    }

    private void judge(Ledger ledger) throws IOException, InterruptedException {
        Map<Integer, Map<Integer, String>> expected = ledger.expected();
        for (var entry : expected.entrySet()) {
            if (!ledger.isUnsure(entry.getKey())) {
                judgePresent(entry.getKey(), entry.getValue());
            }
        }
        for (int deleted : ledger.deleted()) {
            awaitStatus(deleted, "DELETED");
        }
    }

    private void judgePresent(int balancer, Map<Integer, String> nodes) throws IOException, InterruptedException {
        awaitSettled(balancer);
        Map<Integer, String> found = new HashMap<>();
        JsonNode details = client.get("loadbalancers/" + balancer).body().path("loadBalancer");
        details.path("nodes")
                .forEach(node -> found.put(
                        node.path("id").asInt(), node.path("condition").asString()));
        if (!found.entrySet().containsAll(nodes.entrySet())) {
            violations.add("balancer " + balancer + " has nodes " + found + ", acknowledged were " + nodes);
        }
    }

    private void awaitSettled(int balancer) throws IOException, InterruptedException {
        awaitStatus(balancer, "ACTIVE", "DELETED");
    }

    private void awaitStatus(int balancer, String... wanted) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + SETTLE_LIMIT.toNanos();
        while (true) {
            Answer answer = client.get("loadbalancers/" + balancer);
            String status = answer.status() + " "
                    + answer.body().path("loadBalancer").path("status").asString("");
            if (Stream.of(wanted).anyMatch(w -> status.equals("200 " + w))) {
                return;
            }
            if (System.nanoTime() > deadline) {
                violations.add("balancer " + balancer + " is " + status + ", not " + String.join(" or ", wanted));
                return;
            }
            Thread.sleep(20);
        }
    }

    private long descriptors() throws IOException {
        return descriptors(service.control()) + descriptors(service.proxy());
    }

    private static long descriptors(ProcessHandle process) throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc", Long.toString(process.pid()), "fd"))) {
            return open.count();
        }
    }

    /** Deletes everything, sees that no port is left open, stops the service, and checks the store a last time. */
    private void end() throws IOException, InterruptedException {
        ProcessHandle proxy = service.proxy();
        for (JsonNode left : client.get("loadbalancers").body().path("loadBalancers")) {
            client.delete("loadbalancers/" + left.path("id").asInt());
            awaitStatus(left.path("id").asInt(), "DELETED");
        }
        List<String> open = OpenPorts.of(proxy);
        if (!open.isEmpty()) {
            violations.add("every balancer is deleted and the proxy still listens on " + open);
        }
        client.close();
        service.close();
        if (SteelyardProcess.runs(proxy)) {
            violations.add("the proxy outlived an orderly stop");
        }
        check();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        client.close();
        if (service.control().isAlive()) {
            service.close();
        }
        backend.close();
    }
}
