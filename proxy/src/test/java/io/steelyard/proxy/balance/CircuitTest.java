package io.steelyard.proxy.balance;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.domain.loadbalancer.TrafficPolicy;
import io.steelyard.domain.pool.Algorithm;
import io.steelyard.domain.traffic.CircuitLimit;
import io.steelyard.proxy.frontend.Policy;
import io.steelyard.proxy.frontend.Route;
import io.steelyard.proxy.throttle.Clients;
import io.steelyard.proxy.upstream.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CircuitTest {
    private static final Duration QUEUE_TIME = Duration.ofSeconds(5);

    private final Circuit circuit = new Circuit();
    private final List<String> served = new ArrayList<>();

    @ParameterizedTest
    @EnumSource
    void everyPlaceIsFoundAndNoMoreAreGiven(Algorithm algorithm) {
        limit(3, 0);
        List<Target> targets = Targets.equal(7);
        Route route = route(algorithm, targets);

        List<Attempts> all = new ArrayList<>();
        for (int i = 0; i < 21; i++) {
            Attempts attempts = new Attempts(0);
            assertThat(attempts.first(route, false)).isNotNull();
            all.add(attempts);
        }
        Attempts late = new Attempts(0);

        assertThat(late.first(route, false)).isNull();
        assertThat(late.isFull(route)).isTrue();
        assertThat(targets).allMatch(target -> target.node().load().held() == 3);
        all.get(4).end();
        assertThat(new Attempts(0).first(route, false)).isNotNull();
    }

    @Test
    void whoCameFirstIsServedFirst() {
        limit(1, 10);
        Route route = route(Algorithm.RANDOM, Targets.equal(1));
        Attempts holder = new Attempts(0);
        holder.first(route, false);
        for (String name : List.of("a", "b", "c")) {
            queue(name, route);
        }

        holder.end();

        assertThat(served).containsExactly("a");
    }

    @Test
    void whoComesWhileOthersWaitQueuesBehindThem() {
        limit(1, 10);
        Route route = route(Algorithm.RANDOM, Targets.equal(1));
        Attempts holder = new Attempts(0);
        holder.first(route, false);
        Attempts waiting = queue("first", route);
        Attempts another = queue("second", route);

        holder.end();
        assertThat(new Attempts(0).first(route, false)).isNull();
        waiting.end();

        assertThat(served).containsExactly("first", "second");
        another.end();
        assertThat(new Attempts(0).first(route, false)).isNotNull();
    }

    @Test
    void noMoreWaitThanMay() {
        limit(1, 2);
        Route route = route(Algorithm.RANDOM, Targets.equal(1));
        new Attempts(0).first(route, false);
        queue("a", route);
        queue("b", route);

        Attempts third = new Attempts(0);

        assertThat(third.await(route, () -> route, Runnable::run, _ -> {})).isZero();
        assertThat(third.isWaiting()).isFalse();
    }

    @Test
    void whoGivesUpLeavesItsTurnToOthers() {
        limit(1, 10);
        Route route = route(Algorithm.RANDOM, Targets.equal(1));
        Attempts holder = new Attempts(0);
        holder.first(route, false);
        queue("a", route).end();
        queue("b", route);

        holder.end();

        assertThat(served).containsExactly("b");
    }

    @Test
    void whoGivesUpWhenItsTurnHasComeGivesThePlaceOn() {
        limit(1, 10);
        Route route = route(Algorithm.RANDOM, Targets.equal(1));
        Attempts holder = new Attempts(0);
        holder.first(route, false);
        List<Runnable> loop = new ArrayList<>();
        Attempts slow = new Attempts(0);
        slow.await(route, () -> route, loop::add, _ -> served.add("slow"));
        queue("b", route);
        holder.end();

        slow.end();
        loop.forEach(Runnable::run);

        assertThat(served).containsExactly("b");
    }

    @Test
    void withoutALimitNobodyWaitsAnyMore() {
        limit(1, 10);
        Route route = route(Algorithm.RANDOM, Targets.equal(1));
        new Attempts(0).first(route, false);
        queue("a", route);
        queue("b", route);

        circuit.setLimit(Optional.empty());
        circuit.wake();

        assertThat(served).containsExactly("a", "b");
    }

    @Test
    void aNodeThatFailsIsLeftForOneWithRoom() {
        limit(1, 10);
        List<Target> targets = Targets.equal(2);
        Route route = route(Algorithm.ROUND_ROBIN, targets);
        Attempts attempts = new Attempts(0);
        Target failed = Objects.requireNonNull(attempts.first(route, false));

        Target other = attempts.next(route, 0);

        assertThat(other).isNotNull().isNotSameAs(failed);
        assertThat(failed.node().load().held()).isZero();
        attempts.end();
        assertThat(new Attempts(0).first(route, failed)).isSameAs(failed);
    }

    /** Each thread is a loop: what it is told to run it runs between two of its own steps. */
    @ParameterizedTest
    @ValueSource(longs = {1, 20_101_130, 77})
    void overLoopsNoNodeHasTooMuchToDoAndNobodyIsForgotten(long seed) {
        limit(2, 100);
        List<Target> targets = Targets.equal(3);
        Route route = route(Algorithm.ROUND_ROBIN, targets);
        List<AtomicInteger> busy =
                targets.stream().map(_ -> new AtomicInteger()).toList();
        AtomicInteger done = new AtomicInteger();
        AtomicInteger tooMany = new AtomicInteger();

        Race.run(4, thread -> {
            SplittableRandom random = new SplittableRandom(seed + thread);
            LinkedBlockingQueue<Runnable> loop = new LinkedBlockingQueue<>();
            List<Runnable> ends = new ArrayList<>();
            int begun = 0;
            int[] open = {0};
            while (begun < 5_000 || open[0] > 0) {
                if (begun < 5_000 && open[0] < 8) {
                    begun++;
                    open[0]++;
                    Attempts attempts = new Attempts(0);
                    Consumer<Target> serve = target -> {
                        AtomicInteger at = busy.get(Targets.id(target) - 1);
                        tooMany.addAndGet(at.incrementAndGet() > 2 ? 1 : 0);
                        ends.add(() -> {
                            at.decrementAndGet();
                            attempts.end();
                            open[0]--;
                            done.incrementAndGet();
                        });
                    };
                    Target first = attempts.first(route, false);
                    if (first != null) {
                        serve.accept(first);
                    } else {
                        assertThat(attempts.await(route, () -> route, loop::add, serve))
                                .isPositive();
                    }
                }
                if (!ends.isEmpty() && (random.nextBoolean() || open[0] == 8)) {
                    ends.remove(random.nextInt(ends.size())).run();
                }
                Runnable told = ends.isEmpty() ? within(loop) : loop.poll();
                if (told != null) {
                    told.run();
                }
            }
        });

        assertThat(tooMany.get()).isZero();
        assertThat(done.get()).isEqualTo(20_000);
        assertThat(targets).allMatch(target -> target.node().load().held() == 0);
    }

    private static Runnable within(LinkedBlockingQueue<Runnable> loop) {
        try {
            Runnable told = loop.poll(10, TimeUnit.MILLISECONDS);
            return told == null ? () -> {} : told;
        } catch (InterruptedException ending) {
            throw new IllegalStateException(ending);
        }
    }

    private void limit(int perNode, int queue) {
        circuit.setLimit(Optional.of(new CircuitLimit(perNode, queue, QUEUE_TIME)));
    }

    private Attempts queue(String name, Route route) {
        Attempts attempts = new Attempts(0);
        assertThat(attempts.await(route, () -> route, Runnable::run, _ -> served.add(name)))
                .isEqualTo(QUEUE_TIME.toNanos());
        return attempts;
    }

    private Route route(Algorithm algorithm, List<Target> targets) {
        return new Route(
                targets,
                algorithm,
                new Memory(new Ties()),
                Policy.of(TrafficPolicy.DEFAULT, Clients::new)
                        .withChoosing(new Choosing(0, Optional.empty(), Optional.of(circuit))));
    }
}
