package io.steelyard.control.usage;

import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import java.time.Instant;
import java.util.Optional;

/**
 * The use of one balancer for a time in which nothing changed that it is billed by, an hour at most.
 *
 * @param id positive, rising
 * @param end empty while it runs
 * @param polls how often the connected clients were looked at
 * @param folded whether it belongs to what the dialect calls historical usage
 */
public record UsageRecord(
        int id,
        LoadBalancerId loadBalancer,
        TenantId tenant,
        UsageTerms terms,
        Instant start,
        Optional<Instant> end,
        int polls,
        Usage plain,
        Usage secure,
        boolean folded) {
    static UsageRecord begin(int id, LoadBalancerId loadBalancer, TenantId tenant, UsageTerms terms, Instant start) {
        return new UsageRecord(
                id, loadBalancer, tenant, terms, start, Optional.empty(), 0, Usage.NONE, Usage.NONE, false);
    }

    public boolean isRunning() {
        return end.isEmpty();
    }

    UsageRecord with(Usage morePlain, Usage moreSecure) {
        return new UsageRecord(id, loadBalancer, tenant, terms, start, end, polls, morePlain, moreSecure, folded);
    }

    UsageRecord with(UsageTerms other) {
        return new UsageRecord(id, loadBalancer, tenant, other, start, end, polls, plain, secure, folded);
    }

    UsageRecord endedAt(Instant moment) {
        return new UsageRecord(
                id, loadBalancer, tenant, terms, start, Optional.of(moment), polls, plain, secure, folded);
    }
}
