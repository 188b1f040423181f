package io.steelyard.bench;

import io.steelyard.bench.load.Load;
import io.steelyard.bench.load.LoadResult;
import io.steelyard.bench.process.JavaProcess;
import io.steelyard.bench.process.Machine;
import io.steelyard.bench.result.Aim;
import io.steelyard.bench.result.Figure;
import io.steelyard.bench.result.PauseLog;
import io.steelyard.bench.result.RowResult;
import io.steelyard.bench.target.Contender;
import io.steelyard.bench.target.Entrance;
import io.steelyard.bench.target.Target;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** How long the JVM of the proxy stops all its threads under load, and what a request allocates. */
record Pauses() implements Experiment {
    private static final int CONNECTIONS = 64;
    private static final Duration START = Duration.ofSeconds(8);

    @Override
    public RowResult run(String row, Plan plan, Session session) throws IOException, InterruptedException {
        List<Figure> figures = new ArrayList<>();
        long[] failed = {0};
        session.inRig(row, (rig, directory) -> {
            Target target = rig.start(List.of(Contender.STEELYARD)).getFirst();
            session.note(target);
            session.say(row, "%d s of load".formatted(plan.length().toSeconds()));
            failed[0] = load(session, target, plan.warmUp()).failed();
            failed[0] += measure(plan, session, target, directory.resolve("pauses.log"), figures);
        });
        return new RowResult(row, CONNECTIONS, 1, 1, plan.length().toSeconds(), failed[0], List.of(), figures);
    }

    private static long measure(Plan plan, Session session, Target target, Path log, List<Figure> figures)
            throws IOException, InterruptedException {
        JavaProcess proxy = new JavaProcess(target.processes().root());
        proxy.logPauses(log);
        long stolen = Machine.stolenMicros();
        long allocated = proxy.allocatedBytes();
        LoadResult counted = load(session, target, plan.length());
        allocated = proxy.allocatedBytes() - allocated;
        stolen = Machine.stolenMicros() - stolen;
        figures.addAll(pauses(log));
        double processorMicros = plan.length().toMillis() * 1e3 * Machine.processors();
        figures.add(Figure.of("% of processor time stolen by the host", 100 * stolen / processorMicros));
        figures.add(Figure.of("bytes allocated per request", Aim.atMost(300), (double) allocated / counted.requests()));
        return counted.failed();
    }

    private static List<Figure> pauses(Path log) throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            PauseLog pauses = PauseLog.read(lines);
            return List.of(
                    Figure.of("pauses", pauses.pauseMillis().size()),
                    Figure.of("of them collections", pauses.collectionMillis().size()),
                    Figure.of("ms, median pause", pauses.pauseAt(0.5)),
                    Figure.of("ms, p99.9 of pauses", Aim.atMost(5), pauses.pauseAt(0.999)),
                    Figure.of("ms, longest pause", pauses.pauseAt(1)),
                    Figure.of("ms, longest collection", pauses.longestCollection()));
        }
    }

    private static LoadResult load(Session session, Target target, Duration length)
            throws IOException, InterruptedException {
        URI url = target.url(Entrance.HTTP, "/").orElseThrow();
        return session.clients().wrk().run(url, new Load(CONNECTIONS, length, List.of(), OptionalDouble.empty()));
    }

    @Override
    public Duration estimate(Plan plan) {
        return START.plus(plan.warmUp()).plus(plan.length());
    }
}
