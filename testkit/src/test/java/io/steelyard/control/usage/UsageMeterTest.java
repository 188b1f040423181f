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
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UsageMeterTest {
    private static final HostName OTHER = new HostName("other");

    private final ControlFixture control = new ControlFixture();
    private final TrafficFigures figures = new TrafficFigures();
    private final UsageMeter meter = new UsageMeter(control.store, control.clock, figures);
    private final UsageService usage = new UsageService(control.store, control.loadBalancers, control.clock);
    private LoadBalancerId id = new LoadBalancerId(1);

    @BeforeEach
    void createABalancer() {
        LoadBalancerView made = control.create();
        id = made.row().id();
        control.settle(id);
    }

    @Test
    void growthIsAddedToTheRunningRecord() {
        said(HostName.LOCAL, 1, 1, 100, 1000);
        said(HostName.LOCAL, 2, 1, 150, 1600);

        assertThat(running().plain()).isEqualTo(new Usage(150, 1600, 0));
    }

    @Test
    void whatIsSaidTwiceOrTooLateCountsOnce() {
        said(HostName.LOCAL, 2, 1, 150, 1600);
        said(HostName.LOCAL, 2, 1, 150, 1600);
        said(HostName.LOCAL, 1, 1, 100, 1000);
        said(HostName.LOCAL, 3, 1, 160, 1600);

        assertThat(running().plain()).isEqualTo(new Usage(160, 1600, 0));
    }

    @Test
    void anotherEpochBeginsAtNothing() {
        said(HostName.LOCAL, 5, 1, 100, 1000);
        said(HostName.LOCAL, 6, 2, 10, 10);
        said(HostName.LOCAL, 7, 2, 11, 10);

        assertThat(running().plain()).isEqualTo(new Usage(111, 1010, 0));
        assertThat(stats().plain().bytesIn()).isEqualTo(111);
    }

    @Test
    void aCountThatWentBackTakesNothingAway() {
        said(HostName.LOCAL, 1, 1, 100, 1000);
        said(HostName.LOCAL, 2, 1, 90, 900);
        said(HostName.LOCAL, 3, 1, 95, 900);

        assertThat(running().plain()).isEqualTo(new Usage(105, 1000, 0));
    }

    @Test
    void hostsAreAddedUp() {
        said(HostName.LOCAL, 1, 1, 100, 1000);
        said(OTHER, 1, 1, 1, 2);

        assertThat(running().plain()).isEqualTo(new Usage(101, 1002, 0));
        assertThat(stats().plain().bytesOut()).isEqualTo(1002);
    }

    @Test
    void tlsIsCountedByItself() {
        meter.counted(HostName.LOCAL, 1, List.of(new TrafficReport(id, 1, traffic(1, 2, 0), traffic(3, 4, 0))));

        assertThat(running().plain()).isEqualTo(new Usage(1, 2, 0));
        assertThat(running().secure()).isEqualTo(new Usage(3, 4, 0));
    }

    @Test
    void whatIsSaidOfADeletedBalancerBelongsToItsLastRecord() {
        said(HostName.LOCAL, 1, 1, 100, 1000);
        control.loadBalancers.delete(JDOE, List.of(id), AT_ONCE);
        control.applied(id);

        said(HostName.LOCAL, 2, 1, 110, 1100);

        assertThat(records()).hasSize(1).allMatch(record -> record.end().isPresent());
        assertThat(records().getFirst().plain()).isEqualTo(new Usage(110, 1100, 0));
    }

    @Test
    void whatIsSaidOfNobodyIsNoError() {
        meter.counted(
                HostName.LOCAL,
                1,
                List.of(new TrafficReport(new LoadBalancerId(999), 1, traffic(1, 2, 0), Traffic.NONE)));

        assertThat(figures.total().plain().bytesIn()).isZero();
    }

    @Test
    void figuresAddUpWhatGrowsAndFollowWhoIsConnected() {
        meter.counted(HostName.LOCAL, 1, List.of(new TrafficReport(id, 1, traffic(5, 6, 3), Traffic.NONE)));
        meter.counted(HostName.LOCAL, 2, List.of(new TrafficReport(id, 1, traffic(7, 6, 1), Traffic.NONE)));

        assertThat(figures.total().plain().bytesIn()).isEqualTo(7);
        assertThat(figures.total().plain().current()).isEqualTo(1);
        assertThat(figures.balancers()).containsOnlyKeys(id);
        assertThat(figures.balancers().get(id)).isEqualTo(figures.total());
    }

    private void said(HostName host, long sequence, long epoch, long in, long out) {
        meter.counted(host, sequence, List.of(new TrafficReport(id, epoch, traffic(in, out, 0), Traffic.NONE)));
    }

    private static Traffic traffic(long in, long out, long connected) {
        return new Traffic(0, connected, connected, 0, in, out, 0, 0, 0, 0, 0, 0, 0);
    }

    private UsageRecord running() {
        return records().getLast();
    }

    private Stats stats() {
        return usage.stats(JDOE, id);
    }

    private List<UsageRecord> records() {
        UsageFilter all = new UsageFilter(
                Optional.empty(),
                control.clock.instant().minusSeconds(9999),
                usage.now().plusSeconds(1));
        return usage.of(JDOE, id, all, 1, 0, 100);
    }
}
