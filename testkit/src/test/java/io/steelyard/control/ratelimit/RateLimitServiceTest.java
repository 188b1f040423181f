package io.steelyard.control.ratelimit;

import static io.steelyard.control.ControlFixture.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.refusal.Refusal;
import io.steelyard.domain.refusal.RefusedException;
import io.steelyard.testkit.store.InMemoryStore;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimitServiceTest {
    private static final TenantId JDOE = new TenantId(1234);
    private final InMemoryStore store = new InMemoryStore();
    private long now;

    @Test
    void allRequestsOfAUnitMayComeAtOnceAndComeBackEvenly() {
        RateLimitService rates = service("POST /*=10/SECOND");
        for (int sent = 0; sent < 10; sent++) {
            rates.take(JDOE, Verb.POST, "/loadbalancers");
        }

        assertThat(refusalOf(() -> rates.take(JDOE, Verb.POST, "/loadbalancers")))
                .isEqualTo(new Refusal.RateExceeded(Duration.ofMillis(100)));
        now += Duration.ofMillis(100).toNanos() - 1;
        assertThat(refusalOf(() -> rates.take(JDOE, Verb.POST, "/loadbalancers")))
                .isInstanceOf(Refusal.RateExceeded.class);
        now += 1;
        rates.take(JDOE, Verb.POST, "/loadbalancers");
        rates.take(JDOE, Verb.GET, "/loadbalancers");
    }

    @Test
    void aRequestHasToKeepEveryLimitThatCoversItAndARefusedOneCountsAgainstNone() {
        RateLimitService rates = service("POST /*=3/MINUTE, POST /loadbalancers=1/HOUR");
        rates.take(JDOE, Verb.POST, "/loadbalancers");
        for (int sent = 0; sent < 5; sent++) {
            assertThat(refusalOf(() -> rates.take(JDOE, Verb.POST, "/loadbalancers")))
                    .isEqualTo(new Refusal.RateExceeded(Duration.ofHours(1)));
        }

        rates.take(JDOE, Verb.POST, "/loadbalancers/1/nodes");
        rates.take(JDOE, Verb.POST, "/loadbalancers/1/nodes");

        assertThat(refusalOf(() -> rates.take(JDOE, Verb.POST, "/loadbalancers/1/nodes")))
                .isEqualTo(new Refusal.RateExceeded(Duration.ofSeconds(20)));
    }

    @Test
    void accountsAreCountedApartAndBeginAnewWithWhatTheyAreGiven() {
        RateLimitService rates = service("GET /*=1/DAY");
        rates.take(JDOE, Verb.GET, "/");
        rates.take(new TenantId(1), Verb.GET, "/");

        rates.set(JDOE, Optional.of(RateLimits.parse("GET /*=2/DAY")));
        rates.take(JDOE, Verb.GET, "/");
        rates.take(JDOE, Verb.GET, "/");
        assertThat(refusalOf(() -> rates.take(JDOE, Verb.GET, "/"))).isInstanceOf(Refusal.RateExceeded.class);

        rates.set(JDOE, Optional.of(RateLimits.NONE));
        for (int sent = 0; sent < 100; sent++) {
            rates.take(JDOE, Verb.GET, "/");
        }
        assertThat(rates.states(JDOE)).isEmpty();
    }

    @Test
    void whateverTheTimesOfRequestsNoMorePassThanTheLimitAndWhatCameBack() {
        Random random = new Random(7);
        for (int round = 0; round < 50; round++) {
            int value = 1 + random.nextInt(50);
            RateLimitService rates = service("PUT /*=" + value + "/MINUTE");
            long began = now;
            int passed = 0;
            for (int request = 0; request < 500; request++) {
                now += random.nextLong(Duration.ofSeconds(3).toNanos());
                passed += passes(rates) ? 1 : 0;
                double most = value
                        + value * (now - began) / (double) Duration.ofMinutes(1).toNanos();
                assertThat(passed).isLessThanOrEqualTo((int) Math.ceil(most));
            }
            assertThat(passed).as("it is not stricter either").isGreaterThanOrEqualTo(Math.min(500, value));
        }
    }

    @Test
    void afterTheTimeThatARefusalNamesTheRequestPasses() {
        Random random = new Random(11);
        for (int round = 0; round < 200; round++) {
            RateLimitService rates =
                    service("GET /*=" + (1 + random.nextInt(1000)) + "/" + RateUnit.values()[random.nextInt(4)]);
            while (passes(rates, Verb.GET)) {
                now += random.nextLong(1000);
            }
            Refusal.RateExceeded refused = (Refusal.RateExceeded) refusalOf(() -> rates.take(JDOE, Verb.GET, "/"));

            now += refused.retryAfter().toNanos();

            assertThat(passes(rates, Verb.GET)).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/*, /, true",
        "/*, /loadbalancers/1, true",
        "/loadbalancers, /loadbalancers, true",
        "/loadbalancers, /loadbalancers/1, false",
        "/loadbalancers/*, /loadbalancers, false",
        "/loadbalancers/*, /loadbalancers/1/nodes, true",
        "/loadbalancers*, /loadbalancers, true"
    })
    void aUriCoversItselfOrWithAStarAllThatBeginsAsItDoes(String uri, String path, boolean covered) {
        RateLimit limit = new RateLimit(Verb.GET, uri, 1, RateUnit.DAY);

        assertThat(limit.covers(Verb.GET, path)).isEqualTo(covered);
        assertThat(path.matches(limit.regex())).isEqualTo(covered);
        assertThat(limit.covers(Verb.PUT, path)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "GET /*", "PATCH /*=1/DAY", "GET *=1/DAY", "GET /*=0/DAY", "GET /a*b=1/DAY", "GET /*=1/WEEK"
            })
    void whatIsNoRateLimitIsRefusedWithTheRightForm(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> RateLimits.parse(text));
    }

    @Test
    void limitsReadAsTheyAreWritten() {
        String text = "GET /*=600000/HOUR, POST /loadbalancers/*=10/SECOND";

        assertThat(RateLimits.parse(text)).hasToString(text);
        assertThat(RateLimits.parse(RateLimits.NONE.toString())).isEqualTo(RateLimits.NONE);
        assertThat(RateLimits.parse(RateLimits.DEFAULT.toString())).isEqualTo(RateLimits.DEFAULT);
    }

    private boolean passes(RateLimitService rates) {
        return passes(rates, Verb.PUT);
    }

    private static boolean passes(RateLimitService rates, Verb verb) {
        try {
            rates.take(JDOE, verb, "/");
            return true;
        } catch (RefusedException refused) {
            return false;
        }
    }

    private RateLimitService service(String limits) {
        return new RateLimitService(store, RateLimits.parse(limits), () -> now);
    }
}
