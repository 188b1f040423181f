package io.steelyard.bench;

import io.steelyard.bench.load.IdleClients;
import io.steelyard.bench.load.Load;
import io.steelyard.bench.load.LoadResult;
import io.steelyard.bench.process.Machine;
import io.steelyard.bench.process.ProcessTree;
import io.steelyard.bench.result.Aim;
import io.steelyard.bench.result.RowResult;
import io.steelyard.bench.target.BenchCertificate;
import io.steelyard.bench.target.Entrance;
import io.steelyard.bench.target.Service;
import io.steelyard.bench.target.Target;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * From the start of the proxy process to its first answer, and what a request costs in each of the seconds after that,
 * under load, beside what it costs later. The proxy is killed, and starts as one that a crash has ended does.
 */
record StartUp() implements Experiment {
    private static final int CONNECTIONS = 64;
    private static final int SECONDS = 10;
    private static final int QUICK_SECONDS = 2;
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(5);
    private static final Duration START = Duration.ofSeconds(8);
    private static final String FIRST_ANSWER = "s from the start of the proxy process to its first answer";

    @Override
    public RowResult run(String row, Plan plan, Session session) throws IOException, InterruptedException {
        Readings readings = new Readings();
        long[] failed = {0};
        for (int start = 1; start <= plan.starts(); start++) {
            session.say(row, "start %d of %d".formatted(start, plan.starts()));
            session.inRig(row + "-" + start, (rig, directory) -> {
                Service service = rig.opened(Service.plain(
                        directory,
                        BenchCertificate.in(directory),
                        rig.startBackend().port()));
                readings.add(
                        "s from ./steelyard run to ready", service.timeToReady().toMillis() / 1e3);
                Target killed = service.target("steelyard");
                session.note(killed);
                readings.add(FIRST_ANSWER, secondsToFirstAnswer(service, killed));
                failed[0] += measure(plan, session, service.target("steelyard"), readings);
            });
        }
        return new RowResult(
                row,
                CONNECTIONS,
                plan.starts(),
                plan.starts(),
                1,
                failed[0],
                List.of(),
                readings.figures(Map.of(FIRST_ANSWER, Aim.atMost(1))));
    }

    private static double secondsToFirstAnswer(Service service, Target killed)
            throws IOException, InterruptedException {
        URI url = killed.url(Entrance.HTTP, "/").orElseThrow();
        killed.processes().root().destroyForcibly();
        killed.processes().root().onExit().join();
        long deadline = System.nanoTime() + ANSWER_LIMIT.toNanos();
        while (!answers(url)) {
            if (System.nanoTime() > deadline) {
                throw new IOException("the proxy did not come back within " + ANSWER_LIMIT.toSeconds() + " s");
            }
            Thread.sleep(POLL);
        }
        double answered = Machine.uptimeSeconds();
        ProcessTree started = service.target("steelyard").processes();
        return answered - started.startedSeconds();
    }

    private static boolean answers(URI url) throws IOException {
        try (IdleClients client = new IdleClients(url)) {
            client.grow(1);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Returns how many requests failed. */
    private static long measure(Plan plan, Session session, Target target, Readings readings)
            throws IOException, InterruptedException {
        long failed = 0;
        for (int second = 1; second <= (plan.quick() ? QUICK_SECONDS : SECONDS); second++) {
            failed += measure(session, target, Duration.ofSeconds(1), "in second " + second, readings);
        }
        failed += load(session, target, plan.warmUp()).failed();
        return failed + measure(session, target, plan.length(), "later", readings);
    }

    private static long measure(Session session, Target target, Duration length, String when, Readings readings)
            throws IOException, InterruptedException {
        long before = target.processes().cpu().totalMicros();
        LoadResult counted = load(session, target, length);
        long spent = target.processes().cpu().totalMicros() - before;
        readings.add("CPU us per request " + when, (double) spent / counted.requests());
        readings.add("req/s " + when, counted.requestsPerSecond());
        return counted.failed();
    }

    private static LoadResult load(Session session, Target target, Duration length)
            throws IOException, InterruptedException {
        URI url = target.url(Entrance.HTTP, "/").orElseThrow();
        return session.clients().wrk().run(url, new Load(CONNECTIONS, length, List.of(), OptionalDouble.empty()));
    }

    @Override
    public Duration estimate(Plan plan) {
        return START.plus(plan.warmUp())
                .plus(plan.length())
                .plusSeconds(SECONDS)
                .multipliedBy(plan.starts());
    }
}
