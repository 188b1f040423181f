package io.steelyard.proxy.balance;

import static io.steelyard.proxy.upstream.Availability.HELD;
import static io.steelyard.proxy.upstream.Availability.OFFLINE;
import static io.steelyard.proxy.upstream.Availability.ONLINE;
import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.proxy.balance.Eligible.Seen;
import io.steelyard.proxy.upstream.Availability;
import io.steelyard.proxy.upstream.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class EligibleTest {
    @Test
    void whileAllAreOnlineAllAreChosenFromInOrder() {
        Eligible eligible = among(new Pool().with(ONLINE, 5).with(ONLINE, 1).with(ONLINE, 3));

        assertThat(ids(eligible.first())).containsExactly(1, 2, 3);
        assertThat(eligible.after()).isEmpty();
    }

    @Test
    void anOfflineNodeIsLeftOut() {
        Eligible eligible = among(new Pool().with(ONLINE, 0).with(OFFLINE, 9));

        assertThat(ids(eligible.first())).containsExactly(1);
        assertThat(eligible.after()).isEmpty();
    }

    @Test
    void beyondHalfOfThePoolTheLatestToFailAreTriedAfterTheOnlineOnes() {
        Eligible eligible = among(new Pool()
                .with(OFFLINE, 30)
                .with(OFFLINE, 10)
                .with(ONLINE, 0)
                .with(OFFLINE, 40)
                .with(OFFLINE, 20));

        assertThat(ids(eligible.first())).containsExactly(3);
        assertThat(ids(eligible.after())).containsExactly(4, 1);
    }

    @Test
    void ofThreeNodesOneIsLeftOut() {
        Eligible eligible = among(new Pool().with(OFFLINE, 1).with(OFFLINE, 2).with(ONLINE, 0));

        assertThat(ids(eligible.first())).containsExactly(3);
        assertThat(ids(eligible.after())).containsExactly(2);
    }

    @Test
    void withEveryNodeOfflineAllAreChosenFrom() {
        Eligible eligible = among(new Pool().with(OFFLINE, 3).with(OFFLINE, 1));

        assertThat(ids(eligible.first())).containsExactly(1, 2);
        assertThat(eligible.after()).isEmpty();
    }

    @Test
    void whatWasNotProbedYetComesBehindOnlineAndBeforeOfflineNodes() {
        Eligible eligible = among(new Pool().with(HELD, 0).with(OFFLINE, 5).with(ONLINE, 0));
        assertThat(ids(eligible.first())).containsExactly(3);
        assertThat(ids(eligible.after())).containsExactly(1);

        Eligible withoutOnline = among(new Pool().with(HELD, 0).with(OFFLINE, 5).with(OFFLINE, 6));
        assertThat(ids(withoutOnline.first())).containsExactly(1);
        assertThat(ids(withoutOnline.after())).containsExactly(3);
    }

    @Test
    void timesAreComparedAcrossTheirOverflow() {
        Eligible eligible = among(new Pool()
                .with(OFFLINE, Long.MIN_VALUE + 1)
                .with(OFFLINE, Long.MAX_VALUE - 1)
                .with(ONLINE, 0));

        assertThat(ids(eligible.after())).containsExactly(1);
    }

    @Test
    void anEmptyPoolHasNothing() {
        assertThat(among(new Pool()).size()).isZero();
    }

    @Test
    void inEveryPoolNoMoreThanHalfIsLeftOutAndNoOnlineNodeIs() {
        Random random = new Random(3);
        for (int round = 0; round < 2_000; round++) {
            Pool pool = new Pool();
            int nodes = random.nextInt(1, 12);
            for (int i = 0; i < nodes; i++) {
                pool.with(Availability.values()[random.nextInt(3)], random.nextInt(100));
            }

            assertRules(pool, among(pool));
        }
    }

    @Test
    void secondaryNodesComeLastUntilNoPrimaryOneIsOnline() {
        Pool pool = new Pool().with(ONLINE, 0).with(OFFLINE, 1).with(ONLINE, 0).with(ONLINE, 0);

        Eligible served = Eligible.among(pool.seen.subList(0, 2), pool.seen.subList(2, 4));

        assertThat(ids(served.first())).containsExactly(1);
        assertThat(ids(served.after())).containsExactly(3, 4);
        assertThat(ids(served.offline())).containsExactly(2);
    }

    @Test
    void secondaryNodesServeWhilePrimaryOnesAreProbed() {
        Pool pool =
                new Pool().with(OFFLINE, 2).with(OFFLINE, 1).with(OFFLINE, 0).with(ONLINE, 0);

        Eligible failedOver = Eligible.among(pool.seen.subList(0, 2), pool.seen.subList(2, 4));

        assertThat(ids(failedOver.first())).containsExactly(4);
        assertThat(ids(failedOver.after())).containsExactly(1, 2);
        assertThat(ids(failedOver.offline())).contains(1, 2);
    }

    @Test
    void whereNoNodeIsOnlinePrimaryOnesAreTriedFirst() {
        Pool pool = new Pool().with(OFFLINE, 0).with(OFFLINE, 0);

        Eligible none = Eligible.among(pool.seen.subList(0, 1), pool.seen.subList(1, 2));

        assertThat(ids(none.first())).containsExactly(1);
        assertThat(ids(none.after())).containsExactly(2);
    }

    @Test
    void secondaryNodesAloneServe() {
        Pool pool = new Pool().with(ONLINE, 0);

        assertThat(ids(Eligible.among(List.of(), pool.seen).first())).containsExactly(1);
    }

    private static void assertRules(Pool pool, Eligible eligible) {
        List<Target> tried = new ArrayList<>(eligible.first());
        tried.addAll(eligible.after());
        Set<Target> leftOut = pool.seen.stream().map(Seen::target).collect(Collectors.toSet());
        leftOut.removeAll(tried);

        assertThat(eligible.first()).isNotEmpty();
        assertThat(tried).doesNotHaveDuplicates();
        assertThat(leftOut).hasSizeLessThanOrEqualTo(pool.seen.size() / 2);
        assertThat(pool.seen)
                .filteredOn(seen -> leftOut.contains(seen.target()))
                .allMatch(seen -> seen.availability() == OFFLINE);
        assertThat(pool.seen)
                .filteredOn(seen -> seen.availability() == ONLINE)
                .allMatch(seen -> eligible.first().contains(seen.target()));
    }

    private static Eligible among(Pool pool) {
        return Eligible.among(pool.seen);
    }

    private static List<Integer> ids(List<Target> targets) {
        return targets.stream().map(Targets::id).toList();
    }

    /** Nodes with the ids 1, 2, … */
    private static final class Pool {
        private final List<Target> targets = Targets.equal(12);
        private final List<Seen> seen = new ArrayList<>();

        Pool with(Availability availability, long since) {
            seen.add(new Seen(targets.get(seen.size()), availability, since));
            return this;
        }
    }
}
