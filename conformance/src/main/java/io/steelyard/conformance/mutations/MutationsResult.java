package io.steelyard.conformance.mutations;

import java.util.List;

/**
 * What inputs came to.
 *
 * @param sent inputs
 * @param heard requests that came to the node of them
 * @param findings what should not have been
 * @param before MiB of the proxy when it had served a part, as much as {@code after} is of the whole
 * @param after MiB of the proxy
 */
public record MutationsResult(
        long sent, long heard, List<String> findings, double before, double after, double seconds) {
    public MutationsResult {
        findings = List.copyOf(findings);
    }

    public boolean isClean() {
        return findings.isEmpty();
    }
}
