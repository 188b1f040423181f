package io.steelyard.api.elb.account;

import io.steelyard.api.elb.query.Action;
import io.steelyard.api.elb.query.Call;
import io.steelyard.api.elb.query.Xml;
import io.steelyard.control.limit.LimitService;
import io.steelyard.domain.refusal.Refusal.Limit;
import java.util.List;

/** Shows what the account may have. */
public final class DescribeAccountLimits implements Action {
    private static final int LISTENERS = 100;
    private final LimitService limits;

    public DescribeAccountLimits(LimitService limits) {
        this.limits = limits;
    }

    private record Shown(String name, int most) {}

    @Override
    public void answer(Call call, Xml result) {
        var allowed = limits.of(call.caller().tenant());
        List<Shown> all = List.of(
                new Shown("classic-load-balancers", allowed.of(Limit.LOAD_BALANCERS)),
                new Shown("classic-listeners", LISTENERS),
                new Shown("classic-registered-instances", allowed.of(Limit.NODES_PER_LOAD_BALANCER)));
        result.list(
                "Limits", all, (out, limit) -> out.text("Name", limit.name()).text("Max", limit.most()));
    }
}
