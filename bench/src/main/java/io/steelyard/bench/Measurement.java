package io.steelyard.bench;

import io.steelyard.bench.load.LoadResult;
import io.steelyard.bench.load.Wrk;
import io.steelyard.bench.process.CpuTime;
import io.steelyard.bench.process.Machine;
import io.steelyard.bench.result.RowResult;
import io.steelyard.bench.result.Sample;
import io.steelyard.bench.target.Target;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One row: measures targets in turn, never two at a time, and in alternating order (A B, B A, …): what drifts on the machine falls
 * on all of them alike. Targets that are started anew are measured on under their names.
 */
final class Measurement {
    private final Row row;
    private final Wrk wrk;
    private final Plan plan;
    private final PrintWriter progress;
    private final Map<String, TargetSamples> measured = new LinkedHashMap<>();
    private final Map<String, String> versions = new LinkedHashMap<>();

    Measurement(Row row, Wrk wrk, Plan plan, PrintWriter progress) {
        this.row = row;
        this.wrk = wrk;
        this.plan = plan;
        this.progress = progress;
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
        reached.forEach(target -> versions.put(target.name(), target.version()));
        warmUp(reached);
        for (int round = start * plan.rounds(); round < (start + 1) * plan.rounds(); round++) {
            for (int index : order(reached.size(), round)) {
                Target target = reached.get(index);
                progress.printf(
                        "%s: round %d of %d, %s%n", row, round + 1, plan.starts() * plan.rounds(), target.name());
                samples(target).add(sample(target));
            }
        }
    }

    private Optional<URI> url(Target target) {
        return target.url(row.entrance(), row.path());
    }

    private void warmUp(List<Target> targets) throws IOException, InterruptedException {
        for (Target target : targets) {
            progress.printf("%s: warming up %s%n", row, target.name());
            LoadResult result = wrk.run(url(target).orElseThrow(), plan.warmUp(row));
            samples(target).addWarmUp(result.failed(), target.processes().transport());
        }
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

    private Sample sample(Target target) throws IOException, InterruptedException {
        CpuTime machineBefore = Machine.cpu();
        CpuTime before = target.processes().cpu();
        LoadResult counted = wrk.run(url(target).orElseThrow(), plan.measured(row));
        CpuTime spent = target.processes().cpu().minus(before);
        CpuTime machineSpent = Machine.cpu().minus(machineBefore);
        return Sample.of(counted, spent, machineSpent, target.processes().pssBytes());
    }

    /** Of the targets measured so far, by their names. */
    Map<String, String> versions() {
        return new LinkedHashMap<>(versions);
    }

    Row row() {
        return row;
    }

    /** Everything measured so far. */
    RowResult result() {
        List<Sample> reference = measured.values().iterator().next().all();
        return new RowResult(
                row.toString(),
                plan.connections(row),
                plan.starts(),
                plan.starts() * plan.rounds(),
                plan.length().toSeconds(),
                measured.values().stream()
                        .map(target -> target.result(reference))
                        .toList());
    }
}
