package io.steelyard.conformance.churn;

import io.steelyard.conformance.churn.Journal.Arrival;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Changes and kills the nodes of one balancer under traffic, and counts what its clients noticed. */
public final class ChurnSoak implements AutoCloseable {
    private static final int STEADY_NODES = 4;
    private static final int SPARE_NODES = 2;
    private static final Duration PROGRESS = Duration.ofSeconds(10);

    private final Plan plan;
    private final PrintStream report;
    private final Stage stage;
    private final List<NodeProcess> steady = new ArrayList<>();
    private final List<NodeProcess> spare = new ArrayList<>();
    private final List<Cut> cuts = Collections.synchronizedList(new ArrayList<>());
    private final List<String> violations = Collections.synchronizedList(new ArrayList<>());

    /** Starts a service and nodes of its own, all of whose files go into an empty directory. */
    public ChurnSoak(Plan plan, Path directory, PrintStream report) throws IOException, InterruptedException {
        this.plan = plan;
        this.report = report;
        stage = Stage.set(directory);
        for (int i = 0; i < STEADY_NODES; i++) {
            steady.add(stage.node("steady-" + i));
        }
        for (int i = 0; i < SPARE_NODES; i++) {
            spare.add(stage.node("spare-" + i));
        }
    }

    /** Runs the plan to its end, or to the first thing that makes going on pointless. */
    public ChurnResult run() throws IOException, InterruptedException {
        Membership membership = Membership.create(stage.api(), plan.algorithm());
        Changes changes = new Changes(membership, spare, cuts, violations);
        Kills kills = new Kills(membership, steady, cuts, violations);
        long began = System.nanoTime();
        Load load = new Load(membership.vip(), plan.clients());
        try (ScheduledExecutorService progress = Executors.newSingleThreadScheduledExecutor()) {
            progress.scheduleAtFixedRate(
                    () -> print(load, changes, kills), PROGRESS.toMillis(), PROGRESS.toMillis(), TimeUnit.MILLISECONDS);
            Thread changing = Thread.ofPlatform().name("changes").start(new Pace(plan, plan.changes(), load, changes));
            Thread killing = Thread.ofPlatform().name("kills").start(new Pace(plan, plan.kills(), load, kills));
            changing.join();
            killing.join();
            load.awaitRequests(plan.requests());
            load.stop();
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        print(load, changes, kills);
        return judge(load, changes, kills, seconds);
    }

    private void print(Load load, Changes changes, Kills kills) {
        report.printf(
                "%,d requests answered, %d not; %d of %d changes, %d of %d kills, %d violations%n",
                load.answered(),
                load.failures(),
                changes.done(),
                plan.changes(),
                kills.done(),
                plan.kills(),
                violations.size());
    }

    private ChurnResult judge(Load load, Changes changes, Kills kills, double seconds) throws IOException {
        stage.nodes().forEach(NodeProcess::close);
        Map<String, List<Arrival>> arrivals = arrivals();
        Verdict verdict = Verdict.of(load.everyFailure(), cuts, arrivals);
        if (load.isBroken()) {
            violations.add("the clients gave up after " + load.failures() + " failures");
        }
        long requests = load.asked();
        long arrived = arrivals.values().stream().mapToLong(List::size).sum();
        return new ChurnResult(
                requests,
                verdict.failed(),
                verdict.apart(),
                Math.max(0, arrived - requests),
                changes.done(),
                kills.done(),
                kills.replaced(),
                seconds,
                load.latency(),
                List.copyOf(violations));
    }

    private Map<String, List<Arrival>> arrivals() throws IOException {
        Map<String, List<Arrival>> arrivals = new HashMap<>();
        for (NodeProcess node : stage.nodes()) {
            List<Arrival> ofNode = arrivals.computeIfAbsent(node.name(), _ -> new ArrayList<>());
            for (Path journal : node.journals()) {
                ofNode.addAll(Journal.read(journal));
            }
        }
        return arrivals;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        stage.close();
    }
}
