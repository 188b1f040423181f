package io.steelyard.conformance.churn;

import io.steelyard.conformance.figures.Latencies;
import java.util.List;

/**
 * What a churn found.
 *
 * @param requests asked, each once
 * @param failed of them, without those apart
 * @param apart answers that had begun when their node was disabled or killed
 * @param askedAgain requests that the balancer sent to another node, or again
 * @param changes times that a node was added, drained, enabled, disabled and removed
 * @param kills of node processes
 * @param replaced how many of these did not get traffic again by themselves and were taken out and added anew
 * @param violations what else went wrong, in sentences
 */
public record ChurnResult(
        long requests,
        List<Failure> failed,
        List<Verdict.Apart> apart,
        long askedAgain,
        int changes,
        int kills,
        int replaced,
        double seconds,
        Latencies.Summary latency,
        List<String> violations) {

    /** Whether nothing went wrong. */
    public boolean isClean() {
        return failed.isEmpty() && violations.isEmpty();
    }
}
