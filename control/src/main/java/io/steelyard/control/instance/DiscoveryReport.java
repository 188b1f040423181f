package io.steelyard.control.instance;

import io.steelyard.domain.account.TenantId;
import java.time.Instant;
import java.util.Optional;

/**
 * How a cloud was asked last.
 *
 * @param succeeded when it answered last, since the service began
 * @param failure why it did not the last time; empty when it did
 * @param listed how many servers it had when it answered last
 * @param skipped how many of them are not in the inventory: named by somebody else, not where nodes may be, or too many
 */
public record DiscoveryReport(
        String source,
        TenantId tenant,
        Optional<Instant> succeeded,
        Optional<String> failure,
        int listed,
        int skipped) {
    static DiscoveryReport unasked(CloudSource source) {
        return new DiscoveryReport(source.name(), source.tenant(), Optional.empty(), Optional.empty(), 0, 0);
    }

    DiscoveryReport failed(String why) {
        return new DiscoveryReport(source, tenant, succeeded, Optional.of(why), listed, skipped);
    }
}
