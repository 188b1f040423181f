package io.steelyard.bench;

import io.steelyard.bench.load.Load;
import io.steelyard.bench.load.LoadResult;
import io.steelyard.bench.load.Wrk;
import io.steelyard.bench.process.CpuTime;
import io.steelyard.bench.process.Machine;
import io.steelyard.bench.result.RowResult;
import io.steelyard.bench.result.Sample;
import io.steelyard.bench.target.Target;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures targets in turn, never two at a time, and in alternating order (A B, B A, …): what drifts on the machine falls
 * on all of them alike. Targets that are started anew are measured on under their names.
 */
final class Measurement {
    private final Wrk wrk;
    private final Plan plan;
    private final PrintWriter progress;
    private final Map<Row, Map<String, TargetSamples>> measured = new LinkedHashMap<>();
    private final Map<String, String> versions = new LinkedHashMap<>();

    Measurement(Wrk wrk, Plan plan, PrintWriter progress) {
        this.wrk = wrk;
        this.plan = plan;
        this.progress = progress;
    }

    /**
     * All rounds of one row on what runs now.
     *
     * @param start counted from 0
     * @param targets the first is the one that ratios refer to
     */
    void run(Row row, int start, List<Target> targets) throws IOException, InterruptedException {
        targets.forEach(target -> versions.put(target.name(), target.version()));
        warmUp(row, targets);
        for (int round = start * plan.rounds(); round < (start + 1) * plan.rounds(); round++) {
            for (int index : order(targets.size(), round)) {
                Target target = targets.get(index);
                progress.printf(
                        "%s: round %d of %d, %s%n", row, round + 1, plan.starts() * plan.rounds(), target.name());
                samples(row, target).add(sample(target, plan.measured(row)));
            }
        }
    }

    private void warmUp(Row row, List<Target> targets) throws IOException, InterruptedException {
        for (Target target : targets) {
            progress.printf("%s: warming up %s%n", row, target.name());
            LoadResult result = wrk.run(target.url(), plan.warmUp(row));
            samples(row, target).addWarmUp(result.failed(), target.processes().transport());
        }
    }

    private TargetSamples samples(Row row, Target target) {
        return measured.computeIfAbsent(row, _ -> new LinkedHashMap<>())
                .computeIfAbsent(target.name(), TargetSamples::new);
    }

    /** Indexes upwards in even rounds, downwards in odd ones. */
    static int[] order(int targets, int round) {
        int[] order = new int[targets];
        for (int place = 0; place < targets; place++) {
            order[place] = round % 2 == 0 ? place : targets - 1 - place;
        }
        return order;
    }

    private Sample sample(Target target, Load load) throws IOException, InterruptedException {
        CpuTime machineBefore = Machine.cpu();
        CpuTime before = target.processes().cpu();
        LoadResult counted = wrk.run(target.url(), load);
        CpuTime spent = target.processes().cpu().minus(before);
        CpuTime machineSpent = Machine.cpu().minus(machineBefore);
        return Sample.of(counted, spent, machineSpent, target.processes().pssBytes());
    }

    /** Of the targets measured so far, by their names. */
    Map<String, String> versions() {
        return new LinkedHashMap<>(versions);
    }

    /** Everything measured so far. */
    List<RowResult> results() {
        List<RowResult> results = new ArrayList<>();
        measured.forEach((row, targets) -> results.add(result(row, List.copyOf(targets.values()))));
        return results;
    }

    private RowResult result(Row row, List<TargetSamples> targets) {
        List<Sample> reference = targets.getFirst().all();
        return new RowResult(
                row.toString(),
                plan.connections(),
                plan.starts(),
                plan.starts() * plan.rounds(),
                plan.length().toSeconds(),
                targets.stream().map(target -> target.result(reference)).toList());
    }
}
