package io.steelyard.bench.result;

import java.util.List;

/**
 * What one row has found.
 *
 * @param connections of the client
 * @param starts of every target
 * @param rounds over all starts
 * @param failed requests or connections, of all targets
 * @param targets under load, the one that ratios refer to first; empty for a row that compares no load
 * @param figures beyond those of each target
 */
public record RowResult(
        String row,
        int connections,
        int starts,
        int rounds,
        long roundSeconds,
        long failed,
        List<TargetResult> targets,
        List<Figure> figures) {
    public RowResult {
        targets = List.copyOf(targets);
        figures = List.copyOf(figures);
    }
}
