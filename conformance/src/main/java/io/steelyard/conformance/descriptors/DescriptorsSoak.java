package io.steelyard.conformance.descriptors;

import io.steelyard.conformance.churn.Membership;
import io.steelyard.conformance.churn.Stage;
import io.steelyard.conformance.figures.ProcessFigures;
import io.steelyard.conformance.soak.Findings;
import io.steelyard.conformance.soak.Wait;
import io.steelyard.testkit.backend.FaultyBackend;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Takes every file descriptor that the proxy may have, while connections that it has are used. */
final class DescriptorsSoak {
    /** That are open before and have to go on, two descriptors each. */
    private static final int HELD = 20;

    /** That the proxy is left with. */
    private static final int LEFT = 40;

    private static final int CROWD = 300;
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration BETWEEN_ECHOES = Duration.ofMillis(500);

    /** Of one processor; a loop that spins takes all of one. */
    private static final double MOST_CPU = 0.5;

    private final Duration spell;
    private final int times;
    private final Path directory;
    private final PrintStream report;
    private final Findings findings = new Findings();

    /** @param directory an empty one, where all files of the run go */
    DescriptorsSoak(Duration spell, int times, Path directory, PrintStream report) {
        this.spell = spell;
        this.times = times;
        this.directory = directory;
        this.report = report;
    }

    Findings run() throws IOException, InterruptedException {
        try (Stage stage = Stage.set(directory);
                FaultyBackend echo = FaultyBackend.echoing();
                Crowd held = new Crowd()) {
            Membership tcp = Membership.create(stage.api(), "TCP", "\"timeout\":120");
            tcp.add(echo.address());
            Membership http = Membership.create(stage.api(), "ROUND_ROBIN");
            http.add(stage.node("node"));
            held.join(tcp.vip(), HELD);
            requireEcho("before", held);
            findings.require(Crowd.isServed(http.vip()), "before: HTTP is not served");
            ProcessHandle proxy = stage.service().proxy();
            long limit = ProcessFigures.descriptors(proxy) + LEFT;
            limit(proxy, limit);
            for (int time = 1; time <= times; time++) {
                exhaust(time, proxy, limit, held, http);
            }
            requireOnline(List.of(tcp, http));
            return findings;
        }
    }

    private static void limit(ProcessHandle proxy, long descriptors) throws IOException, InterruptedException {
        Process prlimit = new ProcessBuilder("prlimit", "--pid", Long.toString(proxy.pid()), "--nofile=" + descriptors)
                .inheritIO()
                .start();
        if (prlimit.waitFor() != 0) {
            throw new IOException("prlimit ended with " + prlimit.exitValue());
        }
    }

    private void exhaust(int time, ProcessHandle proxy, long limit, Crowd held, Membership http)
            throws IOException, InterruptedException {
        String when = "time " + time;
        try (Crowd crowd = new Crowd()) {
            crowd.join(http.vip(), CROWD);
            boolean exhausted = Wait.until(LIMIT, () -> ProcessFigures.descriptors(proxy) >= limit);
            findings.require(exhausted, when + ": the proxy still has descriptors");
            rest(when, proxy, held);
        }
        boolean served = Wait.until(LIMIT, () -> Crowd.isServed(http.vip()));
        findings.require(served, when + ": new connections are not served though descriptors are free again");
        requireEcho(when + ", afterwards", held);
        findings.figure("times", time);
    }

    /** What the proxy does when it can accept nothing more. */
    private void rest(String when, ProcessHandle proxy, Crowd held) throws IOException, InterruptedException {
        long began = System.nanoTime();
        double before = ProcessFigures.cpuSeconds(proxy);
        while (System.nanoTime() - began < spell.toNanos()) {
            requireEcho(when, held);
            Thread.sleep(BETWEEN_ECHOES);
        }
        double cpu = (ProcessFigures.cpuSeconds(proxy) - before) / ((System.nanoTime() - began) / 1e9);
        report.printf("%s: %.3f of a processor without descriptors%n", when, cpu);
        findings.figure("processor, " + when, "%.3f".formatted(cpu));
        findings.require(cpu < MOST_CPU, "%s: the proxy took %.2f of a processor".formatted(when, cpu));
    }

    private void requireEcho(String when, Crowd held) {
        long silent = held.withoutEcho();
        findings.require(silent == 0, "%s: %d of %d connections do not go on".formatted(when, silent, held.size()));
    }

    /** It is not the nodes' fault. */
    private void requireOnline(List<Membership> balancers) throws IOException, InterruptedException {
        for (Membership balancer : balancers) {
            List<String> statuses = balancer.statuses();
            findings.require(statuses.equals(List.of("ONLINE")), "nodes are " + statuses);
        }
    }
}
