package io.steelyard.bench;

import io.steelyard.bench.load.IdleClients;
import io.steelyard.bench.result.Aim;
import io.steelyard.bench.result.RowResult;
import io.steelyard.bench.target.Contender;
import io.steelyard.bench.target.Entrance;
import io.steelyard.bench.target.Target;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** How much memory proxies take for clients that have had an answer and stay. */
record IdleConnections() implements Experiment {
    private static final List<Contender> CONTENDERS =
            List.of(Contender.HAPROXY_ROOMY, Contender.STEELYARD, Contender.NGINX);
    private static final List<Integer> COUNTS = List.of(0, 1_000, 3_000, 9_000);
    private static final List<Integer> QUICK_COUNTS = List.of(0, 100);
    private static final Duration START = Duration.ofSeconds(60);
    /** Idle means that what the coming of the clients has set going is over: compiling, say. */
    private static final Duration SETTLING = Duration.ofSeconds(10);

    private static final Map<String, Aim> AIMS =
            Map.of(name(Contender.STEELYARD.toString(), COUNTS.getLast()), Aim.atMost(100));

    private static String name(String target, int connections) {
        return "PSS MB, %s, %d idle connections".formatted(target, connections);
    }

    @Override
    public RowResult run(String row, Plan plan, Session session) throws IOException, InterruptedException {
        List<Integer> counts = plan.quick() ? QUICK_COUNTS : COUNTS;
        Readings readings = new Readings();
        for (int start = 1; start <= plan.starts(); start++) {
            session.inRig(row + "-" + start, (rig, directory) -> {
                for (Target target : rig.start(CONTENDERS)) {
                    session.note(target);
                    session.say(row, target.name());
                    measure(target, counts, plan.quick() ? Duration.ZERO : SETTLING, readings);
                }
            });
        }
        return new RowResult(
                row, counts.getLast(), plan.starts(), plan.starts(), 0, 0, List.of(), readings.figures(AIMS));
    }

    private static void measure(Target target, List<Integer> counts, Duration settling, Readings readings)
            throws IOException, InterruptedException {
        URI url = target.url(Entrance.HTTP, "/").orElseThrow();
        try (IdleClients clients = new IdleClients(url)) {
            for (int count : counts) {
                clients.grow(count);
                if (count == counts.getLast()) {
                    Thread.sleep(settling);
                }
                readings.add(name(target.name(), count), target.processes().pssBytes() / 1e6);
            }
        }
    }

    @Override
    public Duration estimate(Plan plan) {
        return START.multipliedBy(plan.starts());
    }
}
