package io.steelyard.bench;

import io.steelyard.bench.load.Load;
import io.steelyard.bench.load.LoadResult;
import io.steelyard.bench.load.Wrk;
import io.steelyard.bench.process.CpuTime;
import io.steelyard.bench.process.Machine;
import io.steelyard.bench.result.RowResult;
import io.steelyard.bench.result.Sample;
import io.steelyard.bench.result.TargetResult;
import io.steelyard.bench.target.Target;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures targets in turn, never two at a time, and in alternating order (A B, B A, …): what drifts on the machine falls
 * on all of them alike.
 */
final class Measurement {
    private final Wrk wrk;
    private final List<Target> targets;
    private final Plan plan;
    private final PrintWriter progress;

    Measurement(Wrk wrk, List<Target> targets, Plan plan, PrintWriter progress) {
        this.wrk = wrk;
        this.targets = List.copyOf(targets);
        this.plan = plan;
        this.progress = progress;
    }

    /** All rounds of one row. The first target is the one that ratios refer to. */
    RowResult run(Row row) throws IOException, InterruptedException {
        List<Long> failedInWarmUp = warmUp(row);
        List<List<Sample>> samples = new ArrayList<>();
        targets.forEach(target -> samples.add(new ArrayList<>()));
        for (int round = 0; round < plan.rounds(); round++) {
            for (int index : order(targets.size(), round)) {
                progress.printf(
                        "%s: round %d of %d, %s%n",
                        row, round + 1, plan.rounds(), targets.get(index).name());
                samples.get(index).add(sample(targets.get(index), plan.measured(row)));
            }
        }
        return result(row, failedInWarmUp, samples);
    }

    private List<Long> warmUp(Row row) throws IOException, InterruptedException {
        List<Long> failed = new ArrayList<>();
        for (Target target : targets) {
            progress.printf("%s: warming up %s%n", row, target.name());
            failed.add(wrk.run(target.url(), plan.warmUp(row)).failed());
        }
        return failed;
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

    private RowResult result(Row row, List<Long> failedInWarmUp, List<List<Sample>> samples) throws IOException {
        List<TargetResult> results = new ArrayList<>();
        for (int index = 0; index < targets.size(); index++) {
            Target target = targets.get(index);
            results.add(TargetResult.of(
                    target.name(),
                    target.processes().transport(),
                    failedInWarmUp.get(index),
                    samples.get(index),
                    samples.getFirst()));
        }
        return new RowResult(
                row.toString(), plan.connections(), plan.rounds(), plan.length().toSeconds(), results);
    }
}
