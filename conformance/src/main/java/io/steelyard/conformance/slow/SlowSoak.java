package io.steelyard.conformance.slow;

import com.sun.management.UnixOperatingSystemMXBean;
import io.steelyard.conformance.churn.Load;
import io.steelyard.conformance.churn.Membership;
import io.steelyard.conformance.churn.Stage;
import io.steelyard.conformance.figures.ProcessFigures;
import io.steelyard.conformance.soak.Findings;
import io.steelyard.conformance.soak.Wait;
import io.steelyard.testkit.backend.FaultyBackend;
import io.steelyard.testkit.backend.HttpFaults;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Attacks by slowness, with other clients beside. */
final class SlowSoak {
    /** More than the kernel's buffers and the proxy's take. */
    private static final int LARGE = 16 << 20;

    /** Three clients, two of whom have a connection to a node. */
    private static final int DESCRIPTORS_PER_ATTACKER = 5;

    private static final int SPARE_DESCRIPTORS = 500;

    private static final int NODES = 2;
    private static final int MOST_DOUBLED = 2;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final SlowPlan plan;
    private final Path directory;
    private final PrintStream report;
    private final Findings findings = new Findings();

    /** @param directory an empty one, where all files of the run go */
    SlowSoak(SlowPlan plan, Path directory, PrintStream report) {
        this.plan = plan;
        this.directory = directory;
        this.report = report;
    }

    /** Rounds without and with the attack, in turn. */
    Findings run() throws IOException, InterruptedException {
        if (!hasDescriptors()) {
            return findings;
        }
        try (FaultyBackend large = FaultyBackend.serving(HttpFaults.ok("x".repeat(LARGE)));
                Stage stage = Stage.set(directory, plan.options().toArray(String[]::new))) {
            Membership others = others(stage);
            Membership attacked = attacked(stage, large);
            watch(others, new ArrayList<>());
            List<Double> calm = new ArrayList<>();
            List<Double> underAttack = new ArrayList<>();
            for (int round = 1; round <= plan.rounds(); round++) {
                watch(others, calm);
                attack(stage, others, attacked, underAttack);
                report.printf(
                        "round %d: p99 %s ms, under attack %s ms%n", round, calm.getLast(), underAttack.getLast());
            }
            judge(median(calm), median(underAttack));
            return findings;
        }
    }

    /** A proxy that runs out of them refuses the others too, as it should, and nothing would be known of slowness. */
    private boolean hasDescriptors() {
        long needed = (long) plan.attackers() * DESCRIPTORS_PER_ATTACKER + SPARE_DESCRIPTORS;
        long most = ManagementFactory.getPlatformMXBean(UnixOperatingSystemMXBean.class)
                .getMaxFileDescriptorCount();
        if (needed > most) {
            findings.violate(
                    "so many attackers take %,d descriptors, and a process has %,d here: raise that (ulimit -n), or name at most --attackers %d"
                            .formatted(needed, most, (most - SPARE_DESCRIPTORS) / DESCRIPTORS_PER_ATTACKER));
        }
        return needed <= most;
    }

    /** Until all attackers have been cut, which is counted. */
    Findings runUntilCut() throws IOException, InterruptedException {
        try (FaultyBackend large = FaultyBackend.serving(HttpFaults.ok("x".repeat(LARGE)));
                Stage stage = Stage.set(directory, plan.options().toArray(String[]::new))) {
            Membership others = others(stage);
            long wanted = (long) plan.attackers() * Attack.Kind.values().length;
            List<Attack> attacks = begin(others, attacked(stage, large));
            try {
                Load load = new Load(others.vip(), plan.clients());
                boolean cut = Wait.until(LIMIT, () -> cut(stage) >= wanted);
                findings.require(cut, "of %d attackers %d were cut for being slow".formatted(wanted, cut(stage)));
                end(load);
            } finally {
                attacks.forEach(Attack::close);
            }
            return findings;
        }
    }

    private static Membership others(Stage stage) throws IOException, InterruptedException {
        Membership others = Membership.create(stage.api(), "ROUND_ROBIN");
        for (int i = 0; i < NODES; i++) {
            others.add(stage.node("node-" + i));
        }
        return others;
    }

    private Membership attacked(Stage stage, FaultyBackend large) throws IOException, InterruptedException {
        Membership attacked = Membership.create(
                stage.api(), "HTTP", "\"timeout\":" + plan.timeout().toSeconds());
        attacked.add(large.address());
        return attacked;
    }

    /** Heads that never end go where the others are. */
    private List<Attack> begin(Membership others, Membership attacked) throws IOException {
        List<Attack> attacks = new ArrayList<>();
        for (Attack.Kind kind : Attack.Kind.values()) {
            Membership target = kind == Attack.Kind.HEADERS ? others : attacked;
            attacks.add(Attack.begin(kind, target.vip(), plan.attackers(), plan.pause(), directory));
        }
        return attacks;
    }

    private void attack(Stage stage, Membership others, Membership attacked, List<Double> p99s)
            throws IOException, InterruptedException {
        ProcessHandle proxy = stage.service().proxy();
        long before = ProcessFigures.descriptors(proxy);
        List<Attack> attacks = begin(others, attacked);
        try {
            long wanted = before + (long) plan.attackers() * Attack.Kind.values().length;
            findings.require(
                    Wait.until(LIMIT, () -> ProcessFigures.descriptors(proxy) >= wanted), "not every attacker got in");
            watch(others, p99s);
        } finally {
            attacks.forEach(Attack::close);
        }
        findings.require(
                Wait.until(LIMIT, () -> ProcessFigures.descriptors(proxy) <= before + plan.attackers() / 2),
                "connections of attackers that are gone stay");
    }

    private void watch(Membership others, List<Double> p99s) throws InterruptedException {
        Load load = new Load(others.vip(), plan.clients());
        TimeUnit.NANOSECONDS.sleep(plan.round().toNanos());
        end(load);
        p99s.add(load.latency().p99Ms());
    }

    private void end(Load load) throws InterruptedException {
        load.stop();
        load.noteFailures(findings);
        findings.require(load.answered() > 0, "no other client was answered");
        findings.figures().merge("requests of others", load.asked(), (sum, more) -> (Long) sum + (Long) more);
    }

    /** Clients that were silent or too slow, since the service began. */
    private static long cut(Stage stage) throws IOException, InterruptedException {
        Stream<String> lines = stage.operator().get("/metrics").body().lines();
        return lines.filter(line -> line.startsWith("steelyard_traffic_failures_total{"))
                .filter(line -> line.contains("data_time_out"))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private void judge(double calm, double underAttack) {
        findings.figure("p99 without, median ms", calm);
        findings.figure("p99 under attack, median ms", underAttack);
        findings.require(underAttack < MOST_DOUBLED * calm, "the p99 of others doubled");
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
