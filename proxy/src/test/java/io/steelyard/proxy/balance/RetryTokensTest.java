package io.steelyard.proxy.balance;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.domain.traffic.RetryBudget;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryTokensTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private long now = -5 * SECOND;

    @ParameterizedTest
    @ValueSource(longs = {1, 20_101_130, 77, 4_711})
    void overAnyTimeNoMoreIsTriedAgainThanTheBudgetSays(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        RetryBudget budget = new RetryBudget(random.nextInt(101), random.nextInt(4));
        RetryTokens tokens = new RetryTokens(budget, () -> now);
        long begun = now;
        long tried = 0;
        long retried = 0;

        for (int step = 0; step < 20_000; step++) {
            now += random.nextInt(20_000_000);
            tokens.tried();
            tried++;
            retried += random.nextInt(3) > 0 && tokens.takeRetry() ? 1 : 0;
            double seconds = 1 + (double) (now - begun) / SECOND;
            assertThat((double) retried)
                    .isLessThanOrEqualTo(tried * budget.percent() / 100.0 + seconds * budget.perSecond());
        }
        double wanted = Math.min(tried * budget.percent() / 100.0, tried * 0.6);
        assertThat((double) retried).isGreaterThan(0.9 * wanted);
    }

    @Test
    void whatIsNotUsedIsKeptUpToAHundred() {
        RetryTokens tokens = new RetryTokens(new RetryBudget(50, 0), () -> now);
        for (int i = 0; i < 1_000; i++) {
            tokens.tried();
        }

        assertThat(granted(tokens, 1_000)).isEqualTo(100);
    }

    @Test
    void everySecondGivesItsOwn() {
        RetryTokens tokens = new RetryTokens(new RetryBudget(0, 2), () -> now);
        assertThat(granted(tokens, 10)).isEqualTo(2);

        now += SECOND / 2;
        assertThat(granted(tokens, 10)).isEqualTo(1);
        now += 10 * SECOND;
        assertThat(granted(tokens, 100)).isEqualTo(20);
        now += 1_000_000 * SECOND;
        assertThat(granted(tokens, 1_000)).isEqualTo(100);
    }

    @Test
    void withoutAnythingNothingIsTriedAgain() {
        RetryTokens tokens = new RetryTokens(new RetryBudget(0, 0), () -> now);
        tokens.tried();

        assertThat(tokens.takeRetry()).isFalse();
    }

    @Test
    void loopsShareOneBudget() {
        RetryTokens tokens = new RetryTokens(new RetryBudget(10, 0), () -> now);
        AtomicInteger granted = new AtomicInteger();

        Race.run(4, _ -> {
            for (int i = 0; i < 10_000; i++) {
                tokens.tried();
                granted.addAndGet(tokens.takeRetry() ? 1 : 0);
            }
        });

        assertThat(granted.get()).isEqualTo(4_000);
    }

    private static int granted(RetryTokens tokens, int wanted) {
        int granted = 0;
        for (int i = 0; i < wanted; i++) {
            granted += tokens.takeRetry() ? 1 : 0;
        }
        return granted;
    }
}
