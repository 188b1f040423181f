package io.steelyard.control.usage;

import static io.steelyard.control.ControlFixture.AT_ONCE;
import static io.steelyard.control.ControlFixture.JDOE;
import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.control.ControlFixture;
import io.steelyard.control.loadbalancer.LoadBalancerView;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.observed.HostName;
import io.steelyard.domain.observed.Traffic;
import io.steelyard.domain.observed.TrafficReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UsageCycleTest {
    private final ControlFixture control = new ControlFixture();
    private final UsageMeter meter = new UsageMeter(control.store, control.clock, new TrafficFigures());
    private UsageCycle cycle = new UsageCycle(control.store, control.clock);
    private LoadBalancerId id = new LoadBalancerId(1);

    @BeforeEach
    void createABalancer() {
        at("2026-01-02T03:02:00Z");
        LoadBalancerView made = control.create();
        id = made.row().id();
        control.settle(id);
        cycle = new UsageCycle(control.store, control.clock);
    }

    @AfterEach
    void stop() {
        cycle.close();
    }

    @Test
    void aWholeHourHasTwelvePolls() {
        at("2026-01-02T04:00:00Z");
        cycle.advance();
        for (int minute = 1; minute <= 60; minute++) {
            control.clock.advance(Duration.ofMinutes(1));
            cycle.advance();
        }

        assertThat(records()).extracting(UsageRecord::polls).containsExactly(1, 12, 0);
    }

    @Test
    void connectionsAreTheMeanOfThePolls() {
        connected(1, 4, 0);
        at("2026-01-02T03:05:00Z");
        cycle.advance();
        connected(2, 1, 2);
        at("2026-01-02T03:10:00Z");
        cycle.advance();

        UsageRecord record = records().getFirst();
        assertThat(record.plain().averageConnections(record.polls())).isEqualTo(2.5);
        assertThat(record.secure().averageConnections(record.polls())).isEqualTo(1);
    }

    @Test
    void pollsThatNobodyWasThereForAreNotMadeUp() {
        at("2026-01-02T05:31:00Z");
        cycle.advance();

        assertThat(records()).extracting(UsageRecord::polls).containsExactly(1, 0);
        assertThat(records().getFirst().end()).contains(Instant.parse("2026-01-02T05:00:00Z"));
    }

    @Test
    void anHourThatPassedWhileTheServiceWasDownIsClosedWhenItIsBack() {
        at("2026-01-02T06:20:00Z");
        UsageCycle next = new UsageCycle(control.store, control.clock);

        next.resume();
        next.close();

        assertThat(records())
                .extracting(UsageRecord::start)
                .containsExactly(Instant.parse("2026-01-02T03:02:00Z"), Instant.parse("2026-01-02T06:00:00Z"));
    }

    @Test
    void suspensionAndItsEndBeginRecords() {
        at("2026-01-02T03:03:00Z");
        control.operator.suspend(id);
        at("2026-01-02T03:04:00Z");
        control.operator.resume(id);

        assertThat(records()).extracting(record -> record.terms().suspended()).containsExactly(false, true, false);
        assertThat(records()).extracting(UsageRecord::folded).containsExactly(true, true, false);
    }

    @Test
    void aDeletedBalancerHasNoRunningRecord() {
        at("2026-01-02T03:30:00Z");
        control.loadBalancers.delete(JDOE, List.of(id), AT_ONCE);
        control.applied(id);
        at("2026-01-02T05:00:00Z");
        cycle.advance();

        assertThat(records())
                .singleElement()
                .extracting(UsageRecord::end)
                .isEqualTo(Optional.of(Instant.parse("2026-01-02T03:30:00Z")));
    }

    @Test
    void accountsAreCountedWithEachHour() {
        at("2026-01-02T04:00:00Z");
        cycle.advance();

        assertThat(control.store.<List<AccountUsage>>read(
                        unit -> unit.accountUsage(JDOE.tenant(), Instant.EPOCH, control.clock.instant())))
                .containsExactly(new AccountUsage(
                        JDOE.tenant(),
                        Instant.parse("2026-01-02T03:00:00Z"),
                        Instant.parse("2026-01-02T04:00:00Z"),
                        1,
                        1,
                        0));
    }

    @Test
    void aBalancerOfBeforeThereWereRecordsGetsOne() {
        Instant longAgo = Instant.EPOCH.plusSeconds(1);
        control.store.update(unit -> unit.save(records().getFirst().endedAt(longAgo)));
        control.store.update(unit -> unit.removeUsageEndedBefore(longAgo.plusSeconds(1)));

        cycle.resume();

        assertThat(records()).singleElement().matches(UsageRecord::isRunning);
    }

    private void connected(long sequence, long plain, long secure) {
        meter.counted(HostName.LOCAL, sequence, List.of(new TrafficReport(id, 1, clients(plain), clients(secure))));
    }

    private static Traffic clients(long number) {
        return Traffic.NONE.withClients(number);
    }

    private void at(String moment) {
        control.clock.set(Instant.parse(moment));
    }

    private List<UsageRecord> records() {
        UsageFilter all = new UsageFilter(Optional.empty(), Instant.EPOCH, Instant.parse("2030-01-01T00:00:00Z"));
        return control.store.read(unit -> unit.usage(id, all, 1, 0, 100));
    }
}
