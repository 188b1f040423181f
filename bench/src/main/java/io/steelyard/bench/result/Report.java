package io.steelyard.bench.result;

import java.util.List;
import java.util.Map;

/**
 * All that one run has found.
 *
 * @param machine processors and kernel
 * @param versions by the name of what has them
 */
public record Report(String machine, Map<String, String> versions, List<RowResult> rows) {
    public Report {
        rows = List.copyOf(rows);
    }

    /** Requests or connections that failed, in all rows. */
    public long failed() {
        return rows.stream().mapToLong(RowResult::failed).sum();
    }
}
