package io.steelyard.conformance.restart;

import io.steelyard.conformance.churn.Failure;
import io.steelyard.conformance.figures.Latencies;
import io.steelyard.conformance.soak.Outcome;
import java.io.PrintStream;
import java.util.List;

/**
 * What restarts came to.
 *
 * @param requests asked, each once
 * @param failed of them
 * @param took from asking for a restart until the new process served
 * @param latency of requests
 * @param violations what else went wrong, in sentences
 */
public record RestartResult(
        long requests,
        List<Failure> failed,
        int restarts,
        Latencies.Summary took,
        double seconds,
        Latencies.Summary latency,
        List<String> violations)
        implements Outcome {

    @Override
    public boolean isClean() {
        return failed.isEmpty() && violations.isEmpty();
    }

    @Override
    public void print(PrintStream out) {
        failed.forEach(one -> out.printf("FAILED request %d, seen %s: %s%n", one.request(), one.at(), one.reason()));
        violations.forEach(violation -> out.println("VIOLATION " + violation));
        out.printf("%d restarts: %s%n", restarts, took);
        out.printf("%,.0f requests/s, %s%n", requests / seconds, latency);
        out.printf("%,d requests, %d failed, %d violations%n", requests, failed.size(), violations.size());
    }
}
