package io.steelyard.bench.result;

import java.util.List;

/**
 * All targets under one kind of load.
 *
 * @param starts of every target
 * @param rounds over all starts
 * @param targets the one that ratios refer to is first
 */
public record RowResult(
        String row, int connections, int starts, int rounds, long roundSeconds, List<TargetResult> targets) {
    public RowResult {
        targets = List.copyOf(targets);
    }

    /** Requests or connections that failed, of all targets. */
    public long failed() {
        return targets.stream().mapToLong(TargetResult::failed).sum();
    }
}
