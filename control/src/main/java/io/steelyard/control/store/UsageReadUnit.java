package io.steelyard.control.store;

import io.steelyard.control.usage.AccountUsage;
import io.steelyard.control.usage.HostTraffic;
import io.steelyard.control.usage.UsageFilter;
import io.steelyard.control.usage.UsageRecord;
import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.observed.HostName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What can be asked of what was used. */
public interface UsageReadUnit {
    /** A balancer's record that began last, whether or not it runs. */
    Optional<UsageRecord> latestUsage(LoadBalancerId id);

    /**
     * A balancer's records, oldest first.
     *
     * @param from the lowest record id wanted, inclusive; 1 for all
     * @param offset how many of those to skip
     * @param limit how many at most, 1 or more
     */
    List<UsageRecord> usage(LoadBalancerId id, UsageFilter filter, int from, int offset, int limit);

    /** A tenant's balancers with a record that ran within a time, lowest id first. */
    List<LoadBalancerId> balancersWithUsage(TenantId tenant, Instant start, Instant end);

    /** The running records that began before a moment, of all balancers. */
    List<UsageRecord> usageRunningSinceBefore(Instant moment);

    /** What an account had hour by hour within a time, oldest first. */
    List<AccountUsage> accountUsage(TenantId tenant, Instant start, Instant end);

    /** What is known of a balancer's traffic on a host. */
    Optional<HostTraffic> traffic(HostName host, LoadBalancerId id);

    /** The same on every host. */
    List<HostTraffic> traffic(LoadBalancerId id);

    /** Where clients were connected when it was told last. */
    List<HostTraffic> connectedTraffic();
}
