package io.steelyard.api.elb.scaling;

import io.steelyard.api.elb.query.Action;
import io.steelyard.api.elb.query.Call;
import io.steelyard.api.elb.query.Xml;
import io.steelyard.control.scaling.ScalingService;
import io.steelyard.domain.scaling.ScalingGroup;
import java.util.List;
import java.util.stream.Stream;

/** Shows which balancers a group's members are in, or are about to be in or out of. */
public final class DescribeBalancers implements Action {
    private final ScalingService scaling;

    public DescribeBalancers(ScalingService scaling) {
        this.scaling = scaling;
    }

    @Override
    public void answer(Call call, Xml result) {
        ScalingGroup group = scaling.get(call.caller(), Names.group(call)).group();
        List<String> all = Stream.concat(group.balancers().stream(), group.brought().keySet().stream())
                .distinct()
                .sorted()
                .toList();
        Page.write(
                call,
                result,
                "LoadBalancers",
                all,
                name -> name,
                (out, name) -> out.text("LoadBalancerName", name).text("State", state(group, name)));
    }

    private static String state(ScalingGroup group, String balancer) {
        if (!group.balancers().contains(balancer)) {
            return "Removing";
        }
        return group.brought().containsKey(balancer) ? "Added" : "Adding";
    }
}
