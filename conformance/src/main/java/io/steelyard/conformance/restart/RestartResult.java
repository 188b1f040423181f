package io.steelyard.conformance.restart;

import io.steelyard.conformance.churn.Failure;
import io.steelyard.conformance.figures.Latencies;
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
        List<String> violations) {

    /** Whether nothing went wrong. */
    public boolean isClean() {
        return failed.isEmpty() && violations.isEmpty();
    }
}
