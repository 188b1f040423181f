package io.steelyard.bench.result;

import static java.util.Collections.unmodifiableMap;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * All that one run has found.
 *
 * @param machine processors and kernel
 * @param versions by the name of what has them
 */
public record Report(String machine, Map<String, String> versions, List<RowResult> rows) {
    public Report {
        versions = unmodifiableMap(new LinkedHashMap<>(versions));
        rows = List.copyOf(rows);
    }

    /** Whether there is a row of that name. */
    public boolean has(String row) {
        return rows.stream().anyMatch(one -> one.row().equals(row));
    }

    /** This with one more row, and what it was measured with. */
    public Report with(RowResult row, Map<String, String> itsVersions) {
        Map<String, String> all = new LinkedHashMap<>(versions);
        all.putAll(itsVersions);
        return new Report(
                machine, all, Stream.concat(rows.stream(), Stream.of(row)).toList());
    }

    /** Requests or connections that failed, in all rows. */
    public long failed() {
        return rows.stream().mapToLong(RowResult::failed).sum();
    }
}
