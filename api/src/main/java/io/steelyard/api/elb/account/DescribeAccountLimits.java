package io.steelyard.api.elb.account;

import io.steelyard.api.elb.query.Action;
import io.steelyard.api.elb.query.Call;
import io.steelyard.api.elb.query.Xml;
import io.steelyard.control.limit.LimitService;
import io.steelyard.control.limit.Limits;
import io.steelyard.domain.refusal.Refusal.Limit;
import java.util.List;

/** Shows what the account may have, by name, in pages. */
public final class DescribeAccountLimits implements Action {
    private static final int LISTENERS = 100;
    private static final int MAX_PAGE = 400;
    private final LimitService limits;

    public DescribeAccountLimits(LimitService limits) {
        this.limits = limits;
    }

    private record Shown(String name, int most) {}

    @Override
    public void answer(Call call, Xml result) {
        int size = call.parameters().number("PageSize", 1, MAX_PAGE).orElse(MAX_PAGE);
        String after = call.parameters().text("Marker").orElse("");
        List<Shown> left = all(limits.of(call.caller().tenant())).stream()
                .filter(limit -> limit.name().compareTo(after) > 0)
                .toList();
        List<Shown> page = left.subList(0, Math.min(size, left.size()));
        result.list(
                "Limits", page, (out, limit) -> out.text("Name", limit.name()).text("Max", limit.most()));
        if (left.size() > size) {
            result.text("NextMarker", page.getLast().name());
        }
    }

    private static List<Shown> all(Limits allowed) {
        return List.of(
                new Shown("classic-listeners", LISTENERS),
                new Shown("classic-load-balancers", allowed.of(Limit.LOAD_BALANCERS)),
                new Shown("classic-registered-instances", allowed.of(Limit.NODES_PER_LOAD_BALANCER)));
    }
}
