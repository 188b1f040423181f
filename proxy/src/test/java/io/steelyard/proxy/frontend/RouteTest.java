package io.steelyard.proxy.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.domain.loadbalancer.TrafficPolicy;
import io.steelyard.domain.node.NodeId;
import io.steelyard.domain.node.Weight;
import io.steelyard.domain.pool.Algorithm;
import io.steelyard.proxy.ProxyFailure;
import io.steelyard.proxy.balance.Memory;
import io.steelyard.proxy.balance.Ties;
import io.steelyard.proxy.throttle.Clients;
import io.steelyard.proxy.upstream.Availability;
import io.steelyard.proxy.upstream.HealthLimits;
import io.steelyard.proxy.upstream.NodeState;
import io.steelyard.proxy.upstream.Target;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A route and what its nodes' health makes of it. */
class RouteTest {
    private static final HealthLimits LIMITS = HealthLimits.DEFAULT.withoutProbes();

    private final AtomicLong nanoTime = new AtomicLong();
    private final Memory memory = new Memory(new Ties());
    private final RouteCell cell = new RouteCell(
            new Route(List.of(), Algorithm.RANDOM, memory, Policy.of(TrafficPolicy.DEFAULT, Clients::new)));
    private final List<Target> targets =
            IntStream.rangeClosed(1, 4).mapToObj(this::target).toList();

    @ParameterizedTest
    @EnumSource
    void anOfflineNodeIsNotChosenUntilItIsBack(Algorithm algorithm) {
        serve(algorithm);

        fail(1);
        assertThat(chosen(40)).containsOnly(1, 3, 4);

        node(1).succeeded(node(1).era());
        assertThat(chosen(200)).containsOnly(1, 2, 3, 4);
    }

    @Test
    void turnsAreExactAmongThoseThatAreLeft() {
        serve(Algorithm.ROUND_ROBIN);
        fail(1);

        List<Integer> chosen = chosen(30);

        assertThat(Stream.of(1, 3, 4)
                        .map(id -> chosen.stream().filter(id::equals).count()))
                .containsExactly(10L, 10L, 10L);
    }

    @Test
    void beyondHalfOfThePoolTheLatestToFailIsTriedOnlyAfterTheOnlineOne() {
        serve(Algorithm.ROUND_ROBIN);
        fail(0);
        fail(1);
        fail(2);

        assertThat(chosen(10)).containsOnly(4);
        assertThat(cell.get().takeExcept(Set.of(node(3)))).isEqualTo(targets.get(2));
        assertThat(cell.get().takeExcept(Set.of(node(3), node(2)))).isNull();
        assertThat(cell.get().size()).isEqualTo(2);
    }

    @Test
    void withEveryNodeOfflineAllAreChosen() {
        serve(Algorithm.ROUND_ROBIN);
        IntStream.range(0, 4).forEach(this::fail);

        assertThat(chosen(4)).containsExactlyInAnyOrder(1, 2, 3, 4);
    }

    @Test
    void oneRequestInAWhileProbesAnOfflineNodeThatIsDue() {
        serve(Algorithm.ROUND_ROBIN);
        fail(1);
        assertThat(probing(9)).doesNotContain(2);

        nanoTime.addAndGet(LIMITS.offlineTime().toNanos());

        assertThat(probing(9)).containsOnlyOnce(2);
    }

    @Test
    void whatHappenedWhileARouteWasMadeIsNotForgotten() {
        Route made = new Route(targets, Algorithm.ROUND_ROBIN, memory, Policy.of(TrafficPolicy.DEFAULT, Clients::new));
        fail(1);

        cell.set(made);

        assertThat(chosen(9)).containsOnly(1, 3, 4);
    }

    @Test
    void anEdgeThatChangesNothingForARouteKeepsIt() {
        serve(Algorithm.ROUND_ROBIN);
        Route before = cell.get();

        cell.refresh();

        assertThat(cell.get()).isSameAs(before);
    }

    private void serve(Algorithm algorithm) {
        cell.set(new Route(targets, algorithm, memory, Policy.of(TrafficPolicy.DEFAULT, Clients::new)));
    }

    private void fail(int place) {
        nanoTime.incrementAndGet();
        for (int i = 0; i < LIMITS.strikes(); i++) {
            node(place).failed(node(place).era(), ProxyFailure.CONNECT_REFUSED);
        }
        assertThat(node(place).availability()).isEqualTo(Availability.OFFLINE);
    }

    private NodeState node(int place) {
        return targets.get(place).node();
    }

    private List<Integer> chosen(int times) {
        List<Integer> chosen = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            chosen.add(released(cell.get().take()));
        }
        return chosen;
    }

    private List<Integer> probing(int times) {
        return IntStream.range(0, times)
                .mapToObj(_ -> released(cell.get().takeOrProbe()))
                .toList();
    }

    private static int released(Target taken) {
        taken.node().load().release();
        return taken.node().id().value();
    }

    private Target target(int id) {
        NodeState node = new NodeState(new NodeId(id), Availability.ONLINE, LIMITS, nanoTime::get, _ -> cell.refresh());
        return new Target(node, new InetSocketAddress(InetAddress.getLoopbackAddress(), id), Weight.ONE);
    }
}
