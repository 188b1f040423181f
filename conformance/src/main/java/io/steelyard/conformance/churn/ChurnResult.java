package io.steelyard.conformance.churn;

import io.steelyard.conformance.figures.Latencies;
import io.steelyard.conformance.soak.Outcome;
import java.io.PrintStream;
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
        List<String> violations)
        implements Outcome {

    @Override
    public boolean isClean() {
        return failed.isEmpty() && violations.isEmpty();
    }

    @Override
    public void print(PrintStream out) {
        apart.forEach(one -> out.printf(
                "APART request %d, seen %s: its answer had begun when %s was %s at %s (%s)%n",
                one.request(), one.seenAt(), one.node(), one.cause(), one.cutAt(), one.reason()));
        failed.forEach(one -> out.printf("FAILED request %d, seen %s: %s%n", one.request(), one.at(), one.reason()));
        violations.forEach(violation -> out.println("VIOLATION " + violation));
        out.printf(
                "%d times a node was added, drained, enabled, disabled and removed; %d kills, %d of them replaced%n",
                changes, kills, replaced);
        out.printf("%,d requests asked again of a node%n", askedAgain);
        out.printf("%,.0f requests/s, %s%n", requests / seconds, latency);
        out.printf(
                "%,d requests, %d failed, %d apart, %d violations%n",
                requests, failed.size(), apart.size(), violations.size());
    }
}
