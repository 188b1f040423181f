package io.steelyard.control.store;

import io.steelyard.control.usage.AccountUsage;
import io.steelyard.control.usage.HostTraffic;
import io.steelyard.control.usage.UsageRecord;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import java.time.Instant;

/** What can be changed of what was used. */
public interface UsageWriteUnit extends UsageReadUnit {
    /** An id never given before. */
    int nextUsageId();

    /** Inserts or replaces a record by its id. */
    void save(UsageRecord usage);

    /** Adds one to the polls of every running record. */
    void pollUsage();

    /** Folds what has ended of a balancer. */
    void foldUsage(LoadBalancerId id);

    /** Folds what ended at or before a moment, of all balancers. */
    void foldUsageEndedBy(Instant moment);

    /** Inserts or replaces what an account had in the hour that begins then. */
    void save(AccountUsage usage);

    /** Inserts or replaces what is known of a balancer's traffic on a host. It goes with the balancer. */
    void save(HostTraffic traffic);

    /** Forgets what ended before a moment, of balancers and accounts. */
    void removeUsageEndedBefore(Instant moment);
}
