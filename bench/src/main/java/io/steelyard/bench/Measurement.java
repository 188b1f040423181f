package io.steelyard.bench;

import static java.util.Objects.requireNonNull;

import io.steelyard.bench.load.Client;
import io.steelyard.bench.load.Load;
import io.steelyard.bench.load.LoadResult;
import io.steelyard.bench.process.CpuTime;
import io.steelyard.bench.process.Machine;
import io.steelyard.bench.result.Figure;
import io.steelyard.bench.result.RowResult;
import io.steelyard.bench.result.Sample;
import io.steelyard.bench.result.TargetResult;
import io.steelyard.bench.target.Target;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One row: measures targets in turn, never two at a time, and in alternating order (A B, B A, …): what drifts on the machine falls
 * on all of them alike. Targets that are started anew are measured on under their names.
 */
final class Measurement {
    private final String row;
    private final Scenario scenario;
    private final Client client;
    private final Plan plan;
    private final Session session;
    private final Map<String, TargetSamples> measured = new LinkedHashMap<>();

    /** @param row its name */
    Measurement(String row, Scenario scenario, Plan plan, Session session) {
        this.row = row;
        this.scenario = scenario;
        this.client = scenario.client().apply(session.clients());
        this.plan = plan;
        this.session = session;
    }

    /**
     * All rounds on what runs now.
     *
     * @param start counted from 0
     * @param targets the first is the one that ratios refer to; those without the row's entrance are left out
     */
    void run(int start, List<Target> targets) throws IOException, InterruptedException {
        List<Target> reached =
                targets.stream().filter(target -> url(target).isPresent()).toList();
        reached.forEach(session::note);
        warmUp(reached);
        OptionalDouble rate = rate(reached);
        for (int round = start * plan.rounds(); round < (start + 1) * plan.rounds(); round++) {
            for (int index : order(reached.size(), round)) {
                Target target = reached.get(index);
                session.say(row, "round %d of %d, %s".formatted(round + 1, plan.allRounds(), target.name()));
                samples(target).add(sample(target, rate));
            }
        }
    }

    private Optional<URI> url(Target target) {
        return target.url(scenario.entrance(), scenario.path());
    }

    private void warmUp(List<Target> targets) throws IOException, InterruptedException {
        for (Target target : targets) {
            session.say(row, "warming up " + target.name());
            LoadResult result = load(target, plan.warmUp(scenario));
            samples(target).addWarmUp(result.failed(), target.processes().transport());
        }
    }

    /** The one for all targets, where the row keeps one: a share of what the weakest of them can do. */
    private OptionalDouble rate(List<Target> targets) throws IOException, InterruptedException {
        if (scenario.share().isEmpty()) {
            return OptionalDouble.empty();
        }
        double weakest = Double.MAX_VALUE;
        for (Target target : targets) {
            LoadResult most = load(target, plan.measured(scenario, OptionalDouble.empty()));
            weakest = Math.min(weakest, most.requestsPerSecond());
        }
        double rate = weakest * scenario.share().getAsDouble();
        session.say(row, "%.0f requests per second".formatted(rate));
        return OptionalDouble.of(rate);
    }

    private LoadResult load(Target target, Load load) throws IOException, InterruptedException {
        return client.run(url(target).orElseThrow(), load);
    }

    private TargetSamples samples(Target target) {
        return measured.computeIfAbsent(target.name(), TargetSamples::new);
    }

    /** Indexes upwards in even rounds, downwards in odd ones. */
    static int[] order(int targets, int round) {
        int[] order = new int[targets];
        for (int place = 0; place < targets; place++) {
            order[place] = round % 2 == 0 ? place : targets - 1 - place;
        }
        return order;
    }

    private Sample sample(Target target, OptionalDouble rate) throws IOException, InterruptedException {
        CpuTime machineBefore = Machine.cpu();
        CpuTime before = target.processes().cpu();
        LoadResult counted = load(target, plan.measured(scenario, rate));
        CpuTime spent = target.processes().cpu().minus(before);
        CpuTime machineSpent = Machine.cpu().minus(machineBefore);
        return Sample.of(counted, spent, machineSpent, target.processes().pssBytes());
    }

    /** Everything measured so far. */
    RowResult result() {
        List<Sample> reference = measured.values().iterator().next().all();
        List<TargetResult> targets = measured.values().stream()
                .map(target -> target.result(reference))
                .toList();
        return new RowResult(
                row,
                plan.connections().orElse(scenario.connections()),
                plan.starts(),
                plan.allRounds(),
                plan.length().toSeconds(),
                targets.stream().mapToLong(TargetResult::failed).sum(),
                targets,
                figures());
    }

    private List<Figure> figures() {
        return scenario.goals().stream()
                .filter(goal -> measured.containsKey(goal.of()) && measured.containsKey(goal.against()))
                .map(goal -> goal.figure(rounds(goal.of()), rounds(goal.against())))
                .toList();
    }

    private List<Sample> rounds(String target) {
        return requireNonNull(measured.get(target)).all();
    }
}
