package io.steelyard.conformance.faults;

import io.steelyard.conformance.churn.Membership;
import io.steelyard.conformance.churn.Stage;
import io.steelyard.conformance.soak.Findings;
import io.steelyard.conformance.soak.Leaks;
import io.steelyard.testkit.backend.FaultyBackend;
import io.steelyard.testkit.backend.HttpFaults;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Has nodes fail in every way under traffic. */
final class FaultsSoak {
    /** 30 s for connections, and 30 s at each of five nodes that say nothing; two ticks and a busy machine. */
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30 + 5 * 30 + 10);

    /** So that what traffic meets takes no node out, and the next request meets it too. */
    private static final String MONITORED =
            "\"healthMonitor\":{\"type\":\"CONNECT\",\"delay\":2,\"timeout\":2,\"attemptsBeforeDeactivation\":10},";

    private final FaultsPlan plan;
    private final Path directory;
    private final PrintStream report;
    private final Findings findings = new Findings();

    /** @param directory an empty one, where all files of the run go */
    FaultsSoak(FaultsPlan plan, Path directory, PrintStream report) {
        this.plan = plan;
        this.directory = directory;
        this.report = report;
    }

    Findings run() throws IOException, InterruptedException {
        try (FaultyBackend steady = FaultyBackend.serving(HttpFaults.ok(Flapping.CONTENT));
                FaultyBackend blackHole = FaultyBackend.hanging();
                Flapping flapping = new Flapping(plan.drip());
                Stage stage = Stage.setThrough(Leaks.runner(plan.leaks()), directory)) {
            List<FaultyBackend> failing = new ArrayList<>(flapping.nodes());
            failing.add(steady);
            Membership monitored = Membership.create(stage.api(), "HTTP", MONITORED + nodes(failing));
            // Nothing would be sent to a black hole that was checked before.
            Membership unmonitored = Membership.create(stage.api(), "HTTP", nodes(List.of(steady, blackHole)));
            Asking asking = new Asking(List.of(monitored.vip(), unmonitored.vip()), ANSWER_LIMIT);
            ask(asking, flapping);
            judge(asking, failing);
            Leaks.find(plan.leaks(), stage.service(), findings);
            return findings;
        }
    }

    private static String nodes(List<FaultyBackend> nodes) {
        String all = nodes.stream()
                .map(FaultyBackend::address)
                .map(at -> "{\"address\":\"%s\",\"port\":%d,\"condition\":\"ENABLED\"}"
                        .formatted(at.getAddress().getHostAddress(), at.getPort()))
                .collect(Collectors.joining(","));
        return "\"algorithm\":\"ROUND_ROBIN\",\"nodes\":[" + all + "]";
    }

    /** Until enough was asked and every node has failed in every way. */
    private void ask(Asking asking, Flapping flapping) throws IOException, InterruptedException {
        List<Thread> clients = IntStream.range(0, plan.clients())
                .mapToObj(_ -> Thread.ofVirtual().start(asking::run))
                .toList();
        try {
            flap(asking, flapping);
        } finally {
            asking.stop();
            for (Thread client : clients) {
                client.join();
            }
        }
    }

    private void flap(Asking asking, Flapping flapping) throws IOException, InterruptedException {
        int turns = 2 * flapping.ways() * flapping.nodes().size();
        for (int turn = 0; turn < turns || asking.asked() < plan.requests(); turn++) {
            flapping.next();
            Thread.sleep(plan.spell());
            report.printf("%,d requests answered; turn %d of %d%n", asking.asked(), turn + 1, turns);
        }
    }

    private void judge(Asking asking, List<FaultyBackend> nodes) {
        asking.posts().forEach((request, told) -> requireOnce(request, told, nodes));
        findings.require(asking.count(Told.NOTHING) == 0, asking.count(Told.NOTHING) + " clients were told nothing");
        findings.require(asking.count(Told.SERVED) > 0, "no request was served");
        findings.figure("requests", asking.asked());
        findings.figure("of them POST", (long) asking.posts().size());
        for (Told kind : Told.values()) {
            findings.figure(kind.name(), asking.count(kind));
        }
        findings.figure("slowest, ms", asking.slowestMillis());
    }

    private void requireOnce(long request, Told told, List<FaultyBackend> nodes) {
        int arrived = nodes.stream()
                .mapToInt(node -> node.requests(Long.toString(request)))
                .sum();
        findings.require(arrived <= 1, "POST %d arrived %d times".formatted(request, arrived));
        findings.require(
                told != Told.SERVED || arrived == 1, "POST %d was served and never arrived".formatted(request));
    }
}
