package io.steelyard.proxy.counters;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.observed.Traffic;
import io.steelyard.domain.observed.TrafficReport;
import io.steelyard.proxy.ProxyFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeteringTest {
    private static final LoadBalancerId ONE = new LoadBalancerId(1);
    private static final LoadBalancerId OTHER = new LoadBalancerId(2);

    @TempDir
    Path directory;

    @Test
    void whatACellCountsIsReadFromItWordForWord() {
        Cell cell = metering(2).of(ONE).plain().of(1);

        cell.opened();
        cell.opened();
        cell.closed();
        cell.request();
        cell.received(100);
        cell.sent(1L << 40);
        cell.failed(ProxyFailure.CONNECT_TIMED_OUT);
        cell.failed(ProxyFailure.CONNECT_REFUSED);
        cell.failed(ProxyFailure.CONNECT_FAILED);
        cell.failed(ProxyFailure.NO_NODE);
        cell.failed(ProxyFailure.NO_ANSWER);
        cell.failed(ProxyFailure.IDLE_TIMED_OUT);
        cell.failed(ProxyFailure.CLIENT_RESET);
        cell.keepAliveTimedOut();

        assertThat(cell.read()).isEqualTo(new Traffic(2, 1, 2, 1, 100, 1L << 40, 1, 2, 1, 2, 1, 0, 0));
    }

    @Test
    void thePeakIsThatOfAllLoopsTogether() {
        Counters counters = metering(3).of(ONE).plain();

        counters.of(0).opened();
        counters.of(1).opened();
        counters.of(2).opened();
        counters.of(0).closed();
        counters.of(0).opened();

        assertThat(counters.sum()).isEqualTo(new Traffic(4, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
    }

    @Test
    void whatWasCountedOutlivesAProcessThatSaysNothingMore() {
        Metering killed = metering(2);
        killed.of(ONE).plain().of(0).opened();
        killed.of(ONE).plain().of(1).received(7);
        killed.of(ONE).secure().of(1).sent(9);
        TrafficReport before = killed.news(1).getFirst();
        killed.close();

        Metering next = metering(3);
        next.of(OTHER).plain().of(2).received(1);
        TrafficReport after = next.of(ONE).report();

        assertThat(after.epoch()).isEqualTo(before.epoch());
        assertThat(after.plain()).isEqualTo(before.plain().withoutClients());
        assertThat(after.secure()).isEqualTo(before.secure());
        assertThat(next.news(2)).extracting(TrafficReport::loadBalancer).containsExactly(ONE, OTHER);
    }

    @Test
    void whatAProcessBeforeThisOneCountsStillIsAddedAndNeverTwice() {
        Metering old = metering(2);
        Cell draining = old.of(ONE).plain().of(1);
        draining.opened();
        draining.received(7);
        TrafficReport before = old.news(1).getFirst();

        Metering next = metering(3);
        Cell fresh = next.of(ONE).plain().of(2);
        fresh.opened();
        fresh.received(5);
        draining.received(100);

        TrafficReport both = next.news(2).getFirst();
        assertThat(both.epoch()).isEqualTo(before.epoch());
        assertThat(both.plain().bytesIn()).isEqualTo(112);
        assertThat(both.plain().current()).isEqualTo(2);
        assertThat(next.news(3)).isEmpty();

        draining.received(1000);
        old.close();
        TrafficReport ended = next.news(4).getFirst();
        assertThat(ended.plain().bytesIn()).isEqualTo(1112);
        assertThat(ended.plain().current()).isEqualTo(1);
        next.close();
        Metering last = metering(1);
        last.of(ONE);
        assertThat(last.news(5)).singleElement().satisfies(report -> {
            assertThat(report.epoch()).isEqualTo(before.epoch());
            assertThat(report.plain().bytesIn()).isEqualTo(1112);
        });
        assertThat(directory).isDirectoryNotContaining("glob:**counters.[0-9]*");
    }

    @Test
    void aProcessThatIsKilledWhileTwoBeforeItCountLosesNothing() {
        Metering first = metering(1);
        first.of(ONE).plain().of(0).received(1);
        Metering second = metering(1);
        second.of(ONE).plain().of(0).received(10);
        Metering third = metering(1);
        third.of(ONE).plain().of(0).received(100);
        third.close();

        Metering fourth = metering(1);
        fourth.of(ONE);
        first.of(ONE).plain().of(0).received(1000);

        assertThat(fourth.news(1).getFirst().plain().bytesIn()).isEqualTo(1111);
    }

    @Test
    void aBalancerThatCameWhileOthersWereKeptOutlivesTheProcessToo() {
        Metering first = metering(1);
        first.of(ONE).plain().of(0).received(1);
        first.close();
        Metering second = metering(1);
        for (int id = 2; id < 2 + CounterMemory.SLOTS_PER_CHUNK; id++) {
            second.of(new LoadBalancerId(id)).plain().of(0).received(id);
        }

        assertThat(counted())
                .hasSize(1 + CounterMemory.SLOTS_PER_CHUNK)
                .allMatch(report ->
                        report.plain().bytesIn() == report.loadBalancer().value());
    }

    @Test
    void onlyWhatChangedIsNews() {
        Metering metering = metering(1);
        metering.of(ONE).plain().of(0).received(1);
        metering.of(OTHER);
        metering.news(1);

        metering.of(OTHER).plain().of(0).received(2);

        assertThat(metering.news(2)).extracting(TrafficReport::loadBalancer).containsExactly(OTHER);
        assertThat(metering.news(3)).isEmpty();
        metering.forgetTold();
        assertThat(metering.news(4)).hasSize(2);
    }

    @Test
    void theCountersOfAGoneBalancerStayUntilControlHasKeptTheirLastWord() {
        Metering metering = metering(1);
        Cell cell = metering.of(ONE).plain().of(0);
        cell.opened();
        metering.news(1);
        metering.retainOnly(Set.of());

        metering.kept(1);
        assertThat(counted()).as("somebody is connected").hasSize(1);
        cell.closed();
        metering.kept(1);
        assertThat(counted()).as("that nobody is was not told").hasSize(1);
        metering.news(2);
        metering.kept(1);
        assertThat(counted()).as("that it was told is not known to be kept").hasSize(1);
        metering.kept(2);

        assertThat(counted()).isEmpty();
    }

    @Test
    void aBalancerThatComesBackBeginsAnotherEpoch() {
        Metering metering = metering(1);
        metering.of(ONE).plain().of(0).received(1);
        TrafficReport before = metering.news(1).getFirst();
        metering.retainOnly(Set.of());
        metering.kept(1);

        TrafficReport after = metering.of(ONE).report();

        assertThat(after.epoch()).isGreaterThan(before.epoch());
        assertThat(after.plain()).isEqualTo(Traffic.NONE);
    }

    @Test
    void aFileThatIsNoneOfCountersIsLeftBehind() throws IOException {
        Files.writeString(file(), "counters");

        Metering metering = metering(1);
        metering.of(ONE).plain().of(0).received(5);
        metering.close();

        assertThat(metering(1).of(ONE).report().plain().bytesIn()).isEqualTo(5);
    }

    @Test
    void withoutRoomForAFileItCountsAllTheSame() {
        Metering metering =
                new Metering(Optional.of(directory.resolve("missing").resolve("counters")), 1);

        metering.of(ONE).plain().of(0).received(5);

        assertThat(metering.news(1).getFirst().plain().bytesIn()).isEqualTo(5);
    }

    @Test
    void sequencesRise() {
        Metering metering = metering(1);

        long first = metering.nextSequence();

        assertThat(metering.nextSequence()).isGreaterThan(first);
    }

    /** What a process that starts now finds. */
    private List<TrafficReport> counted() {
        return CounterFile.read(file()).stream()
                .flatMap(left -> left.reports().stream())
                .toList();
    }

    private Metering metering(int loops) {
        return new Metering(Optional.of(file()), loops);
    }

    private Path file() {
        return directory.resolve("counters");
    }
}
