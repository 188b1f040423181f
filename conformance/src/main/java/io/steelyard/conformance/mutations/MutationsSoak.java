package io.steelyard.conformance.mutations;

import io.steelyard.conformance.RackspaceClient;
import io.steelyard.conformance.SteelyardProcess;
import io.steelyard.conformance.churn.Membership;
import io.steelyard.conformance.figures.ProcessFigures;
import io.steelyard.conformance.soak.Findings;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** Sends what is nearly requests through a balancer, and watches what comes of it at its node. */
public final class MutationsSoak implements AutoCloseable {
    /** So many violations are more than anybody looks into. */
    private static final int MOST_VIOLATIONS = 50;
    /** The honest client beside each attacker asks after so many of its inputs. */
    private static final int BETWEEN_HONEST = 20;
    /** The proxy's memory is looked at after this part of the run, and at its end. */
    private static final int WARM = 4;

    private static final double GROWTH = 1.25;
    private static final double ROOM_MIB = 48;
    private static final long REPORTED = 50_000;

    private final MutationsPlan plan;
    private final PrintStream report;
    private final SteelyardProcess service;
    private final RackspaceClient api;
    private final Findings findings = new Findings();
    private final WatchingNode node;
    private final Mutator mutator;
    private final AtomicLong begun = new AtomicLong();

    /** Starts a service and a node of its own; its files go into an empty directory. */
    public MutationsSoak(MutationsPlan plan, Path directory, PrintStream report)
            throws IOException, InterruptedException {
        this.plan = plan;
        this.report = report;
        mutator = new Mutator(
                Bases.read(), plan.seed(), ThreadLocalRandom.current().nextInt(60, 100));
        node = new WatchingNode(findings);
        service = SteelyardProcess.start(directory.resolve("data"), "127.0.0.1:0");
        api = RackspaceClient.login(service.api(), service.data());
    }

    /** Runs the plan to its end, or until there is more to look into than anybody would. */
    public Findings run() throws IOException, InterruptedException {
        Membership membership = Membership.create(api, "ROUND_ROBIN");
        membership.add(node.address());
        Sender sender = new Sender(membership.vip(), findings);
        long from = System.nanoTime();
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < plan.clients(); i++) {
            clients.add(Thread.ofPlatform().start(() -> work(sender)));
        }
        double before = awaitWarm(clients);
        for (Thread client : clients) {
            client.join();
        }
        double seconds = (System.nanoTime() - from) / 1e9;
        double after = ProcessFigures.pssMiB(service.proxy());
        if (after > before * GROWTH + ROOM_MIB) {
            findings.violate("the proxy grew from %.0f to %.0f MiB".formatted(before, after));
        }
        readLog();
        findings.figure("inputs", Math.min(begun.get(), plan.count()));
        findings.figure("requests at the node", node.heard());
        findings.figure("seconds", Math.round(seconds));
        findings.figure("proxy after a quarter, MiB", Math.round(before));
        findings.figure("proxy, MiB", Math.round(after));
        return findings;
    }

    private double awaitWarm(List<Thread> clients) throws IOException, InterruptedException {
        while (begun.get() < plan.count() / WARM && clients.stream().anyMatch(Thread::isAlive)) {
            Thread.sleep(10);
        }
        return ProcessFigures.pssMiB(service.proxy());
    }

    private void work(Sender sender) {
        int sent = 0;
        try (Sender.Victim honest = sender.new Victim()) {
            for (long next = begun.getAndIncrement();
                    next < plan.count() && findings.violations().size() < MOST_VIOLATIONS;
                    next = begun.getAndIncrement()) {
                Input input = mutator.input(plan.first() + next);
                node.expect(input);
                sender.send(input);
                if (sent++ % BETWEEN_HONEST == 0) {
                    honest.ask(input.number());
                }
                if (next % REPORTED == REPORTED - 1) {
                    report.printf("%,d inputs, %,d requests at the node%n", next + 1, node.heard());
                }
            }
        } catch (IOException unserved) {
            findings.violate("an honest client could not connect: " + unserved);
        }
    }

    /** What the proxy did not expect itself. */
    private void readLog() throws IOException {
        try (Stream<String> lines = Files.lines(service.data().resolve("proxy.log"))) {
            lines.filter(line -> line.contains("ERROR") || line.contains("INTERNAL") || line.contains("LEAK"))
                    .forEach(line -> findings.violate("the proxy logged " + line));
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        api.close();
        service.close();
        node.close();
    }
}
