package io.steelyard.control.usage;

import io.steelyard.domain.account.TenantId;
import java.time.Instant;

/**
 * What an account had at the end of an hour.
 *
 * @param loadBalancers that were not DELETED
 */
public record AccountUsage(
        TenantId tenant, Instant start, Instant end, int loadBalancers, int publicVips, int servicenetVips) {}
