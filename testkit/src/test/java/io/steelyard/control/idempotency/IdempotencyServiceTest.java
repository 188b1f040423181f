package io.steelyard.control.idempotency;

import static io.steelyard.control.ControlFixture.AT_ONCE;
import static io.steelyard.control.ControlFixture.JDOE;
import static io.steelyard.control.ControlFixture.OTHER;
import static io.steelyard.control.ControlFixture.wanted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.steelyard.control.ControlFixture;
import io.steelyard.control.loadbalancer.LoadBalancerView;
import io.steelyard.control.store.LoadBalancerFilter;
import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.virtualip.VipType;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class IdempotencyServiceTest {
    private static final LoadBalancerId ABOUT = new LoadBalancerId(7);
    private final ControlFixture control = new ControlFixture();
    private final IdempotencyService idempotency = new IdempotencyService(control.store, control.clock);

    @Test
    void anAnswerIsKeptForADayAndForItsAccountAlone() {
        keep(JDOE.tenant(), "key", "first");

        control.clock.advance(IdempotencyService.KEPT_FOR.minus(Duration.ofMillis(1)));
        assertThat(idempotency.answered(JDOE.tenant(), "key"))
                .flatMap(KeptAnswer::answer)
                .hasValue("first");
        assertThat(idempotency.answered(OTHER.tenant(), "key")).isEmpty();

        control.clock.advance(Duration.ofMillis(1));
        assertThat(idempotency.answered(JDOE.tenant(), "key")).isEmpty();
        keep(JDOE.tenant(), "key", "second");
        assertThat(idempotency.answered(JDOE.tenant(), "key"))
                .flatMap(KeptAnswer::answer)
                .hasValue("second");
    }

    @Test
    void ofTwoThatMakeTheSameTheSecondMakesNothing() {
        Receipt<LoadBalancerView> receipt = (unit, made) ->
                idempotency.keep(unit, JDOE.tenant(), "key", "print", made.row().id(), "answer");
        control.loadBalancers.create(JDOE, wanted(VipType.PUBLIC), AT_ONCE, receipt);

        assertThatThrownBy(() -> control.loadBalancers.create(JDOE, wanted(VipType.PUBLIC), AT_ONCE, receipt))
                .isInstanceOf(AnsweredAlreadyException.class);

        assertThat(control.loadBalancers.list(JDOE, LoadBalancerFilter.NONE, 1, 0, 100))
                .hasSize(1);
    }

    @Test
    void anAccountsOldestAnswersMakeRoomForItsNewOnes() {
        for (int i = 0; i <= IdempotencyService.MOST_KEPT; i++) {
            keep(JDOE.tenant(), "key" + i, "answer");
            control.clock.advance(Duration.ofMillis(1));
        }

        assertThat(idempotency.answered(JDOE.tenant(), "key0")).isEmpty();
        assertThat(idempotency.answered(JDOE.tenant(), "key1")).isPresent();
        assertThat(idempotency.answered(JDOE.tenant(), "key" + IdempotencyService.MOST_KEPT))
                .isPresent();
    }

    private void keep(TenantId tenant, String key, String answer) {
        control.store.update(unit -> idempotency.keep(unit, tenant, key, "print", ABOUT, answer));
    }
}
