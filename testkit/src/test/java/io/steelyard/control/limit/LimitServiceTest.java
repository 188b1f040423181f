package io.steelyard.control.limit;

import static io.steelyard.control.ControlFixture.AT_ONCE;
import static io.steelyard.control.ControlFixture.JDOE;
import static io.steelyard.control.ControlFixture.OTHER;
import static io.steelyard.control.ControlFixture.node;
import static io.steelyard.control.ControlFixture.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.steelyard.control.ControlFixture;
import io.steelyard.control.idempotency.Receipt;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.refusal.Refusal;
import io.steelyard.domain.refusal.Refusal.Limit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LimitServiceTest {
    private final ControlFixture control = new ControlFixture();

    @Test
    void whatTheOperatorSetsHoldsForThatAccountAlone() {
        control.limits.set(JDOE.tenant(), Map.of(Limit.LOAD_BALANCERS, 1));

        control.create();

        assertThat(refusalOf(control::create)).isEqualTo(new Refusal.OverLimit(Limit.LOAD_BALANCERS, 1));
        assertThat(control.limits.of(OTHER.tenant())).isEqualTo(Limits.DEFAULT);
    }

    @Test
    void whatIsLeftOutGoesBackToTheDefault() {
        control.limits.set(JDOE.tenant(), Map.of(Limit.LOAD_BALANCERS, 1, Limit.METADATA_ITEMS, 2));

        control.limits.set(JDOE.tenant(), Map.of(Limit.METADATA_ITEMS, 3));

        assertThat(control.limits.own(JDOE.tenant())).containsExactly(Map.entry(Limit.METADATA_ITEMS, 3));
        assertThat(control.limits.of(JDOE.tenant()).of(Limit.LOAD_BALANCERS)).isEqualTo(25);
    }

    @Test
    void aLowerLimitLeavesWhatIsThereAndRefusesMore() {
        LoadBalancerId id = control.create().row().id();
        control.settle(id);
        control.limits.set(JDOE.tenant(), Map.of(Limit.NODES_PER_LOAD_BALANCER, 0));

        assertThat(refusalOf(() ->
                        control.nodes.add(JDOE, id, List.of(node("10.1.1.9", 80)), List.of(), AT_ONCE, Receipt.none())))
                .isEqualTo(new Refusal.OverLimit(Limit.NODES_PER_LOAD_BALANCER, 0));
        assertThat(control.nodes.list(JDOE, id)).hasSize(1);
    }

    @Test
    void aLimitOutOfRangeIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> control.limits.set(JDOE.tenant(), Map.of(Limit.LOAD_BALANCERS, -1)));
        assertThat(control.limits.own(JDOE.tenant())).isEmpty();
    }
}
