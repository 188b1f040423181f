package io.steelyard.control.audit;

import io.steelyard.domain.account.TenantId;
import java.time.Instant;
import java.util.Optional;

/**
 * Somebody wanted to change something. Bodies are never part of it, so neither are secrets.
 *
 * @param tenant of the account that asked; empty for the operator
 * @param who the name that logged in; {@code operator} for the operator
 * @param from the address that the request came from
 * @param verb of HTTP
 * @param target the path, and of its query the ids; at most {@value #LONGEST_TARGET} characters
 * @param status of the answer when it was refused; empty when it was done
 */
public record AuditEntry(
        Instant at,
        Optional<TenantId> tenant,
        String who,
        String from,
        String verb,
        String target,
        Optional<Integer> status) {
    public static final int LONGEST_TARGET = 256;

    public AuditEntry {
        target = target.length() > LONGEST_TARGET ? target.substring(0, LONGEST_TARGET) : target;
    }

    /** The same, refused with a status. */
    public AuditEntry refused(int with) {
        return new AuditEntry(at, tenant, who, from, verb, target, Optional.of(with));
    }
}
