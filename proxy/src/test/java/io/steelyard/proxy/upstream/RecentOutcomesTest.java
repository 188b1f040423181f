package io.steelyard.proxy.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecentOutcomesTest {
    private static final long WINDOW = Duration.ofSeconds(10).toNanos();
    private static final long SLOT = WINDOW / RecentOutcomes.SLOTS;

    private record Outcome(boolean failed, long at) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 20_101_130, 77})
    void whatIsWithinTheWindowCountsAndWhatIsOlderDoesNot(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        RecentOutcomes recent = new RecentOutcomes(WINDOW);
        List<Outcome> all = new ArrayList<>();
        long now = random.nextLong(Long.MAX_VALUE / 2);

        for (int step = 0; step < 3_000; step++) {
            now += random.nextInt(50) == 0 ? random.nextLong(2 * WINDOW) : random.nextLong(SLOT / 10);
            Outcome next = new Outcome(random.nextBoolean(), now);
            recent.add(next.failed(), now);
            all.add(next);

            RecentOutcomes.Sum sum = recent.sum(now);
            assertThat(sum.done()).isBetween(since(all, now - WINDOW + SLOT, false), since(all, now - WINDOW, false));
            assertThat(sum.failed()).isBetween(since(all, now - WINDOW + SLOT, true), since(all, now - WINDOW, true));
        }
    }

    private static long since(List<Outcome> all, long from, boolean failedOnly) {
        return all.stream()
                .filter(outcome -> outcome.at() >= from && (outcome.failed() || !failedOnly))
                .count();
    }

    @Test
    void nothingIsLostBetweenLoops() throws InterruptedException {
        RecentOutcomes recent = new RecentOutcomes(WINDOW);
        CountDownLatch together = new CountDownLatch(1);
        List<Thread> loops = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            boolean failed = i == 0;
            loops.add(Thread.ofPlatform().start(() -> {
                await(together);
                for (int each = 0; each < 50_000; each++) {
                    recent.add(failed, 5 * SLOT);
                }
            }));
        }
        together.countDown();
        for (Thread loop : loops) {
            loop.join();
        }

        assertThat(recent.sum(5 * SLOT)).isEqualTo(new RecentOutcomes.Sum(200_000, 50_000));
    }

    private static void await(CountDownLatch together) {
        try {
            together.await();
        } catch (InterruptedException ending) {
            throw new IllegalStateException(ending);
        }
    }

    @Test
    void aShareIsReachedAtItsBound() {
        assertThat(new RecentOutcomes.Sum(10, 5).reaches(50)).isTrue();
        assertThat(new RecentOutcomes.Sum(11, 5).reaches(50)).isFalse();
    }
}
