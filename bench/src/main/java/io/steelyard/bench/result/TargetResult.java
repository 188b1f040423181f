package io.steelyard.bench.result;

import java.util.List;

/**
 * One target in all rounds of a row. Ratios are taken within each round, against the first target of the row.
 *
 * @param transport how it waits for the network: io_uring, epoll or unknown
 * @param failed requests or connections, those of the warm-up too
 * @param rounds what was measured, in order
 */
public record TargetResult(
        String name,
        String transport,
        long failed,
        Spread requestsPerSecond,
        Spread requestsPerSecondRatio,
        Spread cpuMicros,
        Spread userMicros,
        Spread systemMicros,
        Spread cpuRatio,
        Spread machineMicros,
        Spread machineRatio,
        Spread p50Micros,
        Spread p99Micros,
        Spread p999Micros,
        Spread pssBytes,
        List<Sample> rounds) {

    /**
     * @param samples of this target
     * @param reference those of the row's first target, which may be this one
     */
    public static TargetResult of(
            String name, String transport, long failedInWarmUp, List<Sample> samples, List<Sample> reference) {
        return new TargetResult(
                name,
                transport,
                failedInWarmUp + samples.stream().mapToLong(Sample::failed).sum(),
                Spread.of(samples, Sample::requestsPerSecond),
                Spread.ofRatios(samples, reference, Sample::requestsPerSecond),
                Spread.of(samples, Sample::cpuMicros),
                Spread.of(samples, Sample::userMicros),
                Spread.of(samples, Sample::systemMicros),
                Spread.ofRatios(samples, reference, Sample::cpuMicros),
                Spread.of(samples, Sample::machineMicros),
                Spread.ofRatios(samples, reference, Sample::machineMicros),
                Spread.of(samples, Sample::p50Micros),
                Spread.of(samples, Sample::p99Micros),
                Spread.of(samples, Sample::p999Micros),
                Spread.of(samples, Sample::pssBytes),
                List.copyOf(samples));
    }
}
