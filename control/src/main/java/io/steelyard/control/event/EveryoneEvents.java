package io.steelyard.control.event;

import io.steelyard.domain.account.TenantId;
import java.util.Optional;

/**
 * Which events of all accounts are wanted, newest first.
 *
 * @param tenant of this account alone
 * @param type of this kind alone
 * @param before with a lower id than this
 * @param limit how many at most, 1 or more
 */
public record EveryoneEvents(Optional<TenantId> tenant, Optional<Event.Type> type, long before, int limit) {}
