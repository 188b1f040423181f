package io.steelyard.bench;

import io.steelyard.bench.result.Aim;
import io.steelyard.bench.result.Figure;
import io.steelyard.bench.result.RowResult;
import io.steelyard.bench.target.Service;
import io.steelyard.bench.target.Target;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** How much memory the proxy takes for listeners that nobody asks. */
record IdleListeners() implements Experiment {
    private static final int LISTENERS = 1_000;
    private static final int QUICK_LISTENERS = 20;
    private static final Aim AIM = Aim.atMost(120);
    private static final Duration START = Duration.ofSeconds(40);

    @Override
    public RowResult run(String row, Plan plan, Session session) throws IOException, InterruptedException {
        int listeners = plan.quick() ? QUICK_LISTENERS : LISTENERS;
        double[] megabytes = new double[plan.starts()];
        for (int start = 0; start < plan.starts(); start++) {
            int number = start;
            session.say(row, "start %d of %d".formatted(start + 1, plan.starts()));
            session.inRig(row + "-" + (start + 1), (rig, directory) -> {
                int port = rig.startBackend().port();
                Target target = rig.opened(Service.withBalancers(directory, listeners, 1, port))
                        .target("steelyard");
                session.note(target);
                megabytes[number] = target.processes().pssBytes() / 1e6;
            });
        }
        Figure figure = Figure.of("PSS MB, steelyard, %d idle listeners".formatted(listeners), AIM, megabytes);
        return new RowResult(row, 0, plan.starts(), plan.starts(), 0, 0, List.of(), List.of(figure));
    }

    @Override
    public Duration estimate(Plan plan) {
        return START.multipliedBy(plan.starts());
    }
}
