package io.steelyard.control.audit;

import io.steelyard.domain.account.TenantId;
import java.time.Instant;
import java.util.Optional;

/**
 * Which entries of the audit log are wanted, newest first.
 *
 * @param tenant of this account alone
 * @param who of this name alone
 * @param verb with this verb alone
 * @param refused whether it was refused
 * @param since at or after this
 * @param until before this
 * @param before with a lower id than this
 * @param limit how many at most, 1 or more
 */
public record AuditSearch(
        Optional<TenantId> tenant,
        Optional<String> who,
        Optional<String> verb,
        Optional<Boolean> refused,
        Optional<Instant> since,
        Optional<Instant> until,
        long before,
        int limit) {
    /** The newest of all. */
    public static AuditSearch newest(int limit) {
        return new AuditSearch(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Long.MAX_VALUE,
                limit);
    }
}
