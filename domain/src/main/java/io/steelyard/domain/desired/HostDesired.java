package io.steelyard.domain.desired;

import java.util.List;

/**
 * What a host is told at once. Entries are applied independently: one that cannot be applied stays at its last good
 * generation and the rest goes on.
 *
 * @param storeEpoch raised when a backup is restored; entries of a lower epoch are refused
 * @param complete whether this names every balancer that the host may know; one that lacks a known balancer is refused
 */
public record HostDesired(long storeEpoch, boolean complete, List<Entry> entries) {
    public HostDesired {
        entries = List.copyOf(entries);
    }
}
