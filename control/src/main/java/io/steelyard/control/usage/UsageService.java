package io.steelyard.control.usage;

import io.steelyard.control.identity.Caller;
import io.steelyard.control.loadbalancer.LoadBalancerService;
import io.steelyard.control.loadbalancer.LoadBalancerView;
import io.steelyard.control.store.LoadBalancerRow;
import io.steelyard.control.store.LoadBalancerSearch;
import io.steelyard.control.store.ReadUnit;
import io.steelyard.control.store.Store;
import io.steelyard.control.usage.AccountBilling.BalancerUsage;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What tenants may know of what they used. That of deleted balancers stays as long as they are remembered. */
public final class UsageService {
    /** Records in one answer for an account, by which the number of its balancers in there is bounded. */
    private static final int MOST_RECORDS = 10_000;

    private final Store store;
    private final LoadBalancerService loadBalancers;
    private final InstantSource clock;

    public UsageService(Store store, LoadBalancerService loadBalancers, InstantSource clock) {
        this.store = store;
        this.loadBalancers = loadBalancers;
        this.clock = clock;
    }

    /** The time that running records have as their end. */
    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /**
     * Records of one balancer, oldest first.
     *
     * @param from the lowest record id wanted, inclusive
     * @throws io.steelyard.domain.refusal.RefusedException with NotFound when the caller has no such balancer
     */
    public List<UsageRecord> of(Caller caller, LoadBalancerId id, UsageFilter filter, int from, int offset, int limit) {
        loadBalancers.get(caller, id);
        return store.read(unit -> unit.usage(id, filter, from, offset, limit));
    }

    /**
     * What the account used.
     *
     * @param from the lowest balancer id wanted, inclusive
     * @param limit balancers at most; they may be fewer where their records are many
     */
    public AccountBilling account(Caller caller, Instant start, Instant end, int from, int offset, int limit) {
        return store.read(unit -> new AccountBilling(
                caller.tenant(),
                accountUsage(unit, caller, start, end),
                balancerUsage(unit, caller, start, end, from, offset, limit)));
    }

    private List<AccountUsage> accountUsage(ReadUnit unit, Caller caller, Instant start, Instant end) {
        Instant now = now();
        Instant hour = UsageCycle.floor(now, UsageCycle.RECORD);
        Stream<AccountUsage> running = hour.isBefore(end) && now.isAfter(start)
                ? Stream.of(UsageCycle.count(unit, caller.tenant(), live(unit, caller), hour, now))
                : Stream.empty();
        return Stream.concat(unit.accountUsage(caller.tenant(), start, end).stream(), running)
                .toList();
    }

    private static List<LoadBalancerRow> live(ReadUnit unit, Caller caller) {
        return unit.search(new LoadBalancerSearch(
                Optional.of(caller.tenant()), Optional.empty(), 1, LoadBalancerSearch.MAX_LIMIT));
    }

    private static List<BalancerUsage> balancerUsage(
            ReadUnit unit, Caller caller, Instant start, Instant end, int from, int offset, int limit) {
        UsageFilter filter = new UsageFilter(Optional.empty(), start, end);
        List<BalancerUsage> usages = new ArrayList<>();
        int left = MOST_RECORDS;
        for (LoadBalancerRow row : used(unit, caller, start, end, from, offset, limit)) {
            List<UsageRecord> records = unit.usage(row.id(), filter, 1, 0, MOST_RECORDS);
            left -= records.size();
            if (left < 0 && !usages.isEmpty()) {
                break;
            }
            usages.add(new BalancerUsage(row, records));
        }
        return usages;
    }

    /** The caller's balancers, deleted ones included, that had a record in a time; lowest id first. */
    private static List<LoadBalancerRow> used(
            ReadUnit unit, Caller caller, Instant start, Instant end, int from, int offset, int limit) {
        return unit.balancersWithUsage(caller.tenant(), start, end).stream()
                .filter(id -> id.value() >= from)
                .flatMap(id -> unit.loadBalancer(id).stream())
                .filter(row -> row.region().equals(caller.region()))
                .skip(offset)
                .limit(limit)
                .toList();
    }

    /** The caller's balancers that are billed for a time; deleted ones have neither nodes nor virtual IPs any more. */
    public List<LoadBalancerView> billable(Caller caller, Instant start, Instant end, int from, int offset, int limit) {
        return store.read(unit -> LoadBalancerView.of(unit, used(unit, caller, start, end, from, offset, limit)));
    }

    /**
     * What was counted of a balancer since it was made.
     *
     * @throws io.steelyard.domain.refusal.RefusedException with NotFound when the caller has no such balancer, with Gone
     *     when it is DELETED
     */
    public Stats stats(Caller caller, LoadBalancerId id) {
        loadBalancers.present(caller, id);
        return Stats.of(store.read(unit -> unit.traffic(id)));
    }
}
