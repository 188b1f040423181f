package io.steelyard.control.usage;

import io.steelyard.control.store.LoadBalancerRow;
import io.steelyard.domain.account.TenantId;
import java.util.List;

/**
 * What an account used.
 *
 * @param account hour by hour, the running one last
 * @param loadBalancers lowest id first, deleted ones included
 */
public record AccountBilling(TenantId tenant, List<AccountUsage> account, List<BalancerUsage> loadBalancers) {
    /** A balancer and its records, oldest first. */
    public record BalancerUsage(LoadBalancerRow row, List<UsageRecord> records) {}
}
