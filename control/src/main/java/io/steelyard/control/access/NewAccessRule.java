package io.steelyard.control.access;

import io.steelyard.control.store.WriteUnit;
import io.steelyard.domain.access.AccessRule;
import io.steelyard.domain.access.AccessType;
import java.time.Instant;

/**
 * An access rule to be added.
 *
 * @param path what the request calls it, such as {@code accessList[1].}; violations append an attribute
 * @param address as {@link AccessRule#address}
 */
public record NewAccessRule(String path, AccessType type, String address) {
    /** With an id of the unit's. */
    public AccessRule numbered(WriteUnit unit, Instant now) {
        return new AccessRule(unit.nextAccessRuleId(), type, address, now);
    }
}
