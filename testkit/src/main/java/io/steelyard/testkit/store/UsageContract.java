package io.steelyard.testkit.store;

import static io.steelyard.testkit.SampleBalancers.START;
import static io.steelyard.testkit.SampleBalancers.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.control.store.LoadBalancerRow;
import io.steelyard.control.store.Store;
import io.steelyard.control.store.WriteUnit;
import io.steelyard.control.usage.AccountUsage;
import io.steelyard.control.usage.HostTraffic;
import io.steelyard.control.usage.SslMode;
import io.steelyard.control.usage.Usage;
import io.steelyard.control.usage.UsageFilter;
import io.steelyard.control.usage.UsageRecord;
import io.steelyard.control.usage.UsageTerms;
import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.loadbalancer.Change;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.observed.HostName;
import io.steelyard.domain.observed.Traffic;
import io.steelyard.domain.observed.TrafficReport;
import io.steelyard.domain.virtualip.VipType;
import io.steelyard.testkit.SampleBalancers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What was used: records of balancers and accounts, and what hosts counted. */
interface UsageContract {
    Instant HOUR = START.plus(Duration.ofHours(1));
    Instant DAY = START.plus(Duration.ofDays(1));
    UsageFilter ALL = new UsageFilter(Optional.empty(), Instant.EPOCH, DAY);
    HostName ELSEWHERE = new HostName("elsewhere");

    Store store();

    @Test
    default void aRecordIsKeptAsItWasSaved() {
        LoadBalancerRow row = store().write(SampleBalancers::saveNew);
        UsageRecord ended = ended(save(row, START), HOUR);
        UsageRecord running = save(row, HOUR);

        store().update(unit -> unit.save(ended));

        assertThat(usage(row, ALL)).containsExactly(ended, running);
        assertThat(latest(row)).contains(running);
    }

    @Test
    default void aBalancerWithoutRecordsHasNoLatest() {
        LoadBalancerRow row = store().write(SampleBalancers::saveNew);

        assertThat(latest(row)).isEmpty();
        assertThat(usage(row, ALL)).isEmpty();
    }

    @Test
    default void recordsArePagedById() {
        LoadBalancerRow row = store().write(SampleBalancers::saveNew);
        UsageRecord first = save(row, START);
        UsageRecord second = save(row, START.plusSeconds(1));
        UsageRecord third = save(row, START.plusSeconds(2));

        assertThat(page(row, second.id(), 0, 9)).containsExactly(second, third);
        assertThat(page(row, first.id(), 1, 1)).containsExactly(second);
        assertThat(page(row, third.id() + 1, 0, 9)).isEmpty();
    }

    @Test
    default void recordsThatOnlyTouchATimeAreNotOfIt() {
        LoadBalancerRow row = store().write(SampleBalancers::saveNew);
        UsageRecord ended = ended(save(row, START), HOUR);
        store().update(unit -> unit.save(ended));

        assertThat(usage(row, new UsageFilter(Optional.empty(), HOUR, DAY))).isEmpty();
        assertThat(usage(row, new UsageFilter(Optional.empty(), Instant.EPOCH, START)))
                .isEmpty();
        assertThat(usage(row, new UsageFilter(Optional.empty(), HOUR.minusMillis(1), DAY)))
                .containsExactly(ended);
        assertThat(balancers(TENANT, HOUR, DAY)).isEmpty();
        assertThat(balancers(TENANT, START, HOUR)).containsExactly(row.id());
        assertThat(balancers(new TenantId(9), START, HOUR)).isEmpty();
    }

    @Test
    default void onlyRunningRecordsArePolledAndTurned() {
        LoadBalancerRow row = store().write(SampleBalancers::saveNew);
        UsageRecord ended = ended(save(row, START), HOUR);
        store().update(unit -> unit.save(ended));
        UsageRecord running = save(row, HOUR);

        store().update(WriteUnit::pollUsage);

        assertThat(usage(row, ALL)).extracting(UsageRecord::polls).containsExactly(0, 1);
        assertThat(store().<List<UsageRecord>>read(unit -> unit.usageRunningSinceBefore(HOUR)))
                .isEmpty();
        assertThat(store().<List<UsageRecord>>read(unit -> unit.usageRunningSinceBefore(HOUR.plusMillis(1))))
                .extracting(UsageRecord::id)
                .containsExactly(running.id());
    }

    @Test
    default void whatEndedIsFoldedByBalancerOrByTime() {
        LoadBalancerRow row = store().write(SampleBalancers::saveNew);
        LoadBalancerRow other = store().write(SampleBalancers::saveNew);
        UsageRecord ended = ended(save(row, START), HOUR);
        UsageRecord others = ended(save(other, START), HOUR);
        store().update(unit -> {
            unit.save(ended);
            unit.save(others);
        });
        UsageRecord running = save(row, HOUR);

        store().update(unit -> unit.foldUsage(row.id()));
        assertThat(folded(row)).containsExactly(ended.id());
        assertThat(folded(other)).isEmpty();
        store().update(unit -> unit.foldUsageEndedBy(HOUR.minusMillis(1)));
        assertThat(folded(other)).isEmpty();
        store().update(unit -> unit.foldUsageEndedBy(HOUR));

        assertThat(folded(other)).containsExactly(others.id());
        assertThat(usage(row, new UsageFilter(Optional.of(false), Instant.EPOCH, DAY)))
                .containsExactly(running);
    }

    @Test
    default void whatEndedLongAgoIsForgotten() {
        LoadBalancerRow row = store().write(SampleBalancers::saveNew);
        UsageRecord ended = ended(save(row, START), HOUR);
        store().update(unit -> {
            unit.save(ended);
            unit.save(account(START));
        });
        UsageRecord running = save(row, HOUR);

        store().update(unit -> unit.removeUsageEndedBefore(HOUR));
        assertThat(usage(row, ALL)).containsExactly(ended, running);
        assertThat(accounts(START, DAY)).hasSize(1);
        store().update(unit -> unit.removeUsageEndedBefore(HOUR.plusMillis(1)));

        assertThat(usage(row, ALL)).containsExactly(running);
        assertThat(accounts(START, DAY)).isEmpty();
    }

    @Test
    default void anAccountHasOneCountForEachHour() {
        AccountUsage first = account(START);
        AccountUsage second = account(HOUR);
        AccountUsage again = new AccountUsage(TENANT, HOUR, HOUR.plus(Duration.ofHours(1)), 5, 6, 7);

        store().update(unit -> {
            unit.save(second);
            unit.save(first);
            unit.save(again);
        });

        assertThat(accounts(START, DAY)).containsExactly(first, again);
        assertThat(accounts(HOUR, DAY)).containsExactly(again);
        assertThat(accounts(START, HOUR)).containsExactly(first);
    }

    @Test
    default void whatAHostCountedIsKeptAsItSaidItLast() {
        LoadBalancerRow row = store().write(SampleBalancers::saveNew);
        HostTraffic quiet = traffic(HostName.LOCAL, row, 1, 0);
        HostTraffic busy = traffic(HostName.LOCAL, row, 2, 3);
        HostTraffic other = traffic(ELSEWHERE, row, 1, 0);

        store().update(unit -> {
            unit.save(quiet);
            unit.save(busy);
            unit.save(other);
        });

        assertThat(store().<Optional<HostTraffic>>read(unit -> unit.traffic(HostName.LOCAL, row.id())))
                .contains(busy);
        assertThat(store().<List<HostTraffic>>read(unit -> unit.traffic(row.id())))
                .containsExactly(other, busy);
        assertThat(store().<List<HostTraffic>>read(unit -> unit.connectedTraffic()))
                .containsExactly(busy);
    }

    @Test
    default void usageOutlivesItsBalancerUntilThatIsForgotten() {
        LoadBalancerRow row = store().write(SampleBalancers::saveNew);
        UsageRecord ended = ended(save(row, START), HOUR);
        HostTraffic traffic = traffic(HostName.LOCAL, row, 1, 0);
        Change deleting = row.change().deleting(START);
        store().update(unit -> {
            unit.save(ended);
            unit.save(traffic);
            unit.save(row.with(deleting.settled(deleting.generation())));
        });

        assertThat(usage(row, ALL)).containsExactly(ended);
        store().update(unit -> unit.removeLoadBalancersDeletedBefore(START.plusMillis(1)));

        assertThat(usage(row, ALL)).isEmpty();
        assertThat(store().<List<HostTraffic>>read(unit -> unit.traffic(row.id())))
                .isEmpty();
    }

    private UsageRecord save(LoadBalancerRow row, Instant start) {
        return store().write(unit -> {
            UsageRecord begun = new UsageRecord(
                    unit.nextUsageId(),
                    row.id(),
                    row.tenant(),
                    new UsageTerms(2, VipType.SERVICENET, SslMode.MIXED, true),
                    start,
                    Optional.empty(),
                    0,
                    new Usage(1, 1L << 40, 3),
                    new Usage(4, 5, 6),
                    false);
            unit.save(begun);
            return begun;
        });
    }

    private static UsageRecord ended(UsageRecord running, Instant end) {
        return new UsageRecord(
                running.id(),
                running.loadBalancer(),
                running.tenant(),
                running.terms(),
                running.start(),
                Optional.of(end),
                running.polls(),
                running.plain(),
                running.secure(),
                running.folded());
    }

    private static AccountUsage account(Instant start) {
        return new AccountUsage(TENANT, start, start.plus(Duration.ofHours(1)), 1, 2, 3);
    }

    private static HostTraffic traffic(HostName host, LoadBalancerRow row, long sequence, long connected) {
        Traffic counted = new Traffic(9, connected, 4, 5, 6, 7, 8, 9, 10, 11, 12, 0, 0);
        return new HostTraffic(
                host,
                sequence,
                new TrafficReport(row.id(), 42, counted, Traffic.NONE),
                Traffic.NONE,
                counted.withoutClients());
    }

    private List<UsageRecord> usage(LoadBalancerRow row, UsageFilter filter) {
        return store().read(unit -> unit.usage(row.id(), filter, 1, 0, 100));
    }

    private List<UsageRecord> page(LoadBalancerRow row, int from, int offset, int limit) {
        return store().read(unit -> unit.usage(row.id(), ALL, from, offset, limit));
    }

    private List<Integer> folded(LoadBalancerRow row) {
        return usage(row, new UsageFilter(Optional.of(true), Instant.EPOCH, DAY)).stream()
                .map(UsageRecord::id)
                .toList();
    }

    private Optional<UsageRecord> latest(LoadBalancerRow row) {
        return store().read(unit -> unit.latestUsage(row.id()));
    }

    private List<LoadBalancerId> balancers(TenantId tenant, Instant start, Instant end) {
        return store().read(unit -> unit.balancersWithUsage(tenant, start, end));
    }

    private List<AccountUsage> accounts(Instant start, Instant end) {
        return store().read(unit -> unit.accountUsage(TENANT, start, end));
    }
}
