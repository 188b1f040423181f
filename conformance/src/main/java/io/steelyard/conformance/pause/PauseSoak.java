package io.steelyard.conformance.pause;

import io.steelyard.conformance.churn.Load;
import io.steelyard.conformance.churn.Membership;
import io.steelyard.conformance.churn.Stage;
import io.steelyard.conformance.http.PlainConnection;
import io.steelyard.conformance.soak.Findings;
import io.steelyard.conformance.soak.Wait;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Has processes stand still, or their date jump, while nodes are checked and asked. */
final class PauseSoak {
    /** Of different places in the second between two checks. */
    private static final int NODES = 3;

    /** Each is checked every second; the first failed check takes it OFFLINE. */
    private static final String MONITORED = """
            "algorithm":"ROUND_ROBIN","healthMonitor":{"type":"HTTP","delay":1,"timeout":2,"attemptsBeforeDeactivation":1,
            "path":"%s","statusRegex":"^200$"}""".formatted(CheckedNode.CHECKED_PATH);

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration JUMP = Duration.ofHours(6);
    private static final int CHECKS_AFTERWARDS = 2;
    private static final int REQUESTS_AFTERWARDS = 50;

    private final Duration pause;
    private final int clients;
    private final Path directory;
    private final PrintStream report;
    private final Findings findings = new Findings();
    private List<CheckedNode> nodes = List.of();

    /** @param directory an empty one, where all files of the run go */
    PauseSoak(Duration pause, int clients, Path directory, PrintStream report) {
        this.pause = pause;
        this.clients = clients;
        this.directory = directory;
        this.report = report;
    }

    /** Has processes stand still. */
    Findings pause() throws IOException, InterruptedException {
        try (Stage stage = Stage.set(directory)) {
            disturb(stage, (membership, load) -> standStill(stage, membership, load));
            return findings;
        }
    }

    /** Has the date jump; libfaketime takes much of a processor. */
    Findings jump() throws IOException, InterruptedException {
        FakeClock clock = FakeClock.in(directory);
        try (Stage stage = Stage.setThrough(clock.runner(), directory)) {
            disturb(stage, (membership, load) -> {
                for (Duration offset : List.of(JUMP, Duration.ZERO)) {
                    clock.jumpTo(offset);
                    findings.require(
                            Wait.until(LIMIT, () -> isAt(stage, offset)), "control's clock did not jump to " + offset);
                    requireWell("the clock jumped to " + offset, membership, load);
                }
            });
            return findings;
        }
    }

    private interface Disturbance {
        void to(Membership membership, Load load) throws IOException, InterruptedException;
    }

    private void disturb(Stage stage, Disturbance disturbance) throws IOException, InterruptedException {
        Membership membership = Membership.create(stage.api(), "HTTP", MONITORED);
        List<CheckedNode> nodes = new ArrayList<>();
        try {
            for (int i = 0; i < NODES; i++) {
                nodes.add(new CheckedNode());
                membership.add(nodes.getLast().address());
            }
            this.nodes = List.copyOf(nodes);
            ask(stage, membership, disturbance);
        } finally {
            nodes.forEach(CheckedNode::close);
        }
    }

    private void ask(Stage stage, Membership membership, Disturbance disturbance)
            throws IOException, InterruptedException {
        ProcessHandle proxy = stage.service().proxy();
        Load load = new Load(
                Collections.nCopies(clients, limit -> PlainConnection.open(membership.vip(), limit)),
                pause.plus(LIMIT));
        try {
            requireWell("the start", membership, load);
            disturbance.to(membership, load);
        } finally {
            load.stop();
        }
        findings.require(stage.service().proxy().pid() == proxy.pid(), "the proxy was started anew");
        judge(load);
    }

    private void standStill(Stage stage, Membership membership, Load load) throws IOException, InterruptedException {
        ProcessHandle control = stage.service().control();
        ProcessHandle proxy = stage.service().proxy();
        pause("the proxy", List.of(proxy), load);
        requireWell("the proxy stood still", membership, load);
        long before = load.answered();
        pause("control", List.of(control), load);
        findings.require(load.answered() > before, "no request was answered while control stood still");
        requireWell("control stood still", membership, load);
        pause("both", List.of(control, proxy), load);
        requireWell("both stood still", membership, load);
    }

    private void pause(String what, List<ProcessHandle> processes, Load load) throws IOException, InterruptedException {
        report.printf("%s stands still for %s; %,d requests answered%n", what, pause, load.answered());
        try {
            for (ProcessHandle process : processes) {
                signal("STOP", process);
            }
            TimeUnit.NANOSECONDS.sleep(pause.toNanos());
        } finally {
            for (ProcessHandle process : processes) {
                signal("CONT", process);
            }
        }
    }

    private static void signal(String name, ProcessHandle process) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    /** After several checks of every node, made after the call, all are ONLINE and always were. */
    private void requireWell(String when, Membership membership, Load load) throws IOException, InterruptedException {
        List<Long> wanted =
                nodes.stream().map(node -> node.checks() + CHECKS_AFTERWARDS).toList();
        long answers = load.answered() + REQUESTS_AFTERWARDS;
        findings.require(
                Wait.until(LIMIT, () -> load.answered() >= answers && areChecked(wanted)),
                when + ": nodes are not checked, or requests not answered, any more");
        List<String> statuses = membership.statuses();
        findings.require(statuses.equals(Collections.nCopies(NODES, "ONLINE")), when + ": nodes are " + statuses);
        membership.get("/nodes/events").path("nodeServiceEvents").values().stream()
                .map(event -> event.path("detailedMessage").asString())
                .filter(message -> message.contains("OFFLINE"))
                .forEach(message -> findings.violate(when + ": " + message));
    }

    private boolean areChecked(List<Long> wanted) {
        for (int i = 0; i < NODES; i++) {
            if (nodes.get(i).checks() < wanted.get(i)) {
                return false;
            }
        }
        return true;
    }

    /** By the date of its API's answers, which may be a second old. */
    private static boolean isAt(Stage stage, Duration offset) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(stage.service().api()).build();
            String date = http.send(request, HttpResponse.BodyHandlers.discarding())
                    .headers()
                    .firstValue("Date")
                    .orElseThrow();
            Instant seen = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Duration off = Duration.between(Instant.now().plus(offset), seen).abs();
            return off.compareTo(Duration.ofMinutes(1)) < 0;
        }
    }

    private void judge(Load load) {
        load.noteFailures(findings);
        findings.figure("requests", load.asked());
        findings.figure("failed", load.failures());
        findings.figure("checks", nodes.stream().mapToLong(CheckedNode::checks).sum());
    }
}
