package io.steelyard.bench.result;

import io.steelyard.bench.load.LoadResult;
import io.steelyard.bench.process.CpuTime;

/**
 * One target in one round.
 *
 * @param requests answered
 * @param failed requests or connections
 * @param userMicros CPU time of the target in user mode per request, microseconds
 * @param systemMicros CPU time of the target in the kernel per request, microseconds
 * @param machineMicros CPU time of the whole machine (client and backend too) per request, microseconds
 * @param pssBytes memory at the end of the round
 */
public record Sample(
        long requests,
        long failed,
        double requestsPerSecond,
        double userMicros,
        double systemMicros,
        double machineMicros,
        long p50Micros,
        long p99Micros,
        long p999Micros,
        long pssBytes) {

    /**
     * @param counted by the client, one request at least
     * @param spent by the target meanwhile
     * @param machineSpent by the whole machine meanwhile
     */
    public static Sample of(LoadResult counted, CpuTime spent, CpuTime machineSpent, long pssBytes) {
        double requests = counted.requests();
        return new Sample(
                counted.requests(),
                counted.failed(),
                counted.requestsPerSecond(),
                spent.userMicros() / requests,
                spent.systemMicros() / requests,
                machineSpent.totalMicros() / requests,
                counted.p50Micros(),
                counted.p99Micros(),
                counted.p999Micros(),
                pssBytes);
    }

    /** CPU time of the target per request, microseconds. */
    public double cpuMicros() {
        return userMicros + systemMicros;
    }
}
