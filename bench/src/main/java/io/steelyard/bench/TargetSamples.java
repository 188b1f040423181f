package io.steelyard.bench;

import io.steelyard.bench.result.Sample;
import io.steelyard.bench.result.TargetResult;
import java.util.ArrayList;
import java.util.List;

/** One target in one row, over all its starts. */
final class TargetSamples {
    private final String name;
    private final List<Sample> samples = new ArrayList<>();
    private String transport = "unknown";
    private long failedInWarmUp;

    TargetSamples(String name) {
        this.name = name;
    }

    void addWarmUp(long failed, String seenTransport) {
        failedInWarmUp += failed;
        transport = seenTransport;
    }

    void add(Sample sample) {
        samples.add(sample);
    }

    /** In the order of the rounds. */
    List<Sample> all() {
        return List.copyOf(samples);
    }

    TargetResult result(List<Sample> reference) {
        return TargetResult.of(name, transport, failedInWarmUp, samples, reference);
    }
}
