package io.steelyard.conformance.restart;

import io.steelyard.conformance.SteelyardProcess;
import io.steelyard.conformance.churn.Load;
import io.steelyard.conformance.churn.Membership;
import io.steelyard.conformance.churn.NodeProcess;
import io.steelyard.conformance.churn.Stage;
import io.steelyard.conformance.figures.Latencies;
import io.steelyard.conformance.http.PlainConnection;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Restarts the proxy under traffic, and counts what its clients noticed. */
public final class RestartSoak implements AutoCloseable {
    private static final int NODES = 2;
    private static final int OK = 200;
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(20);
    /** For the end of processes that no client is connected to any more. */
    private static final Duration END_LIMIT = Duration.ofSeconds(30);

    private final RestartPlan plan;
    private final PrintStream report;
    private final Stage stage;
    private final List<ProcessHandle> replaced = new ArrayList<>();
    private final List<String> violations = new ArrayList<>();
    private final Latencies took = new Latencies();

    /** Starts a service and nodes of its own, all of whose files go into an empty directory. */
    public RestartSoak(RestartPlan plan, Path directory, PrintStream report) throws IOException, InterruptedException {
        this.plan = plan;
        this.report = report;
        stage = Stage.set(directory);
        for (int i = 0; i < NODES; i++) {
            stage.node("node-" + i);
        }
    }

    /** Runs the plan to its end, or to the first thing that makes going on pointless. */
    public RestartResult run() throws IOException, InterruptedException {
        Membership membership = Membership.create(stage.api(), "ROUND_ROBIN");
        for (NodeProcess node : stage.nodes()) {
            membership.add(node);
        }
        long began = System.nanoTime();
        Load load = new Load(membership.vip(), plan.clients());
        for (int restart = 1; restart <= plan.restarts() && !load.isBroken(); restart++) {
            load.awaitRequests(plan.requests() * restart / (plan.restarts() + 1));
            restart(membership.vip(), load, restart);
        }
        load.awaitRequests(plan.requests());
        load.stop();
        double seconds = (System.nanoTime() - began) / 1e9;
        awaitEnds();
        return new RestartResult(
                load.asked(),
                load.everyFailure(),
                replaced.size(),
                took.summary(),
                seconds,
                load.latency(),
                List.copyOf(violations));
    }

    /** One client waits with its next request until the new process serves: it is answered, and soon told to come anew. */
    private void restart(InetSocketAddress vip, Load load, int number) throws IOException, InterruptedException {
        ProcessHandle before = stage.service().proxy();
        try (PlainConnection waiting = PlainConnection.open(vip, ANSWER_LIMIT)) {
            waiting.get("/0", false);
            long asked = System.nanoTime();
            HttpResponse<String> answer = stage.operator().post("/operator/v1/proxy/restart", "");
            took.addNanos(System.nanoTime() - asked);
            if (answer.statusCode() != OK) {
                violations.add("restart " + number + " was answered " + answer.statusCode() + " " + answer.body());
                return;
            }
            replaced.add(before);
            if (!isToldToLeave(waiting)) {
                violations.add("restart " + number + ": a client was not told that its process ends");
            }
        } catch (IOException failed) {
            violations.add("restart " + number + ", a client that waited with its request: " + failed);
        }
        report.printf("%,d requests answered, %d not; %d restarts%n", load.answered(), load.failures(), number);
    }

    /** The old process hears that the new one serves at about the time that the operator does. */
    private static boolean isToldToLeave(PlainConnection waiting) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + ANSWER_LIMIT.toNanos();
        while (waiting.get("/0", false).keepsOpen()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            Thread.sleep(5);
        }
        return true;
    }

    private void awaitEnds() throws InterruptedException {
        long deadline = System.nanoTime() + END_LIMIT.toNanos();
        for (ProcessHandle old : replaced) {
            while (SteelyardProcess.runs(old) && System.nanoTime() < deadline) {
                Thread.sleep(20);
            }
            if (SteelyardProcess.runs(old)) {
                violations.add("process " + old.pid() + " did not end though nobody was connected");
            }
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        stage.close();
    }
}
