package io.steelyard.api.elb.scaling;

import io.steelyard.api.elb.query.Action;
import io.steelyard.api.elb.query.Call;
import io.steelyard.api.elb.query.Xml;
import io.steelyard.control.scaling.ScalingService;
import java.util.List;
import java.util.stream.Stream;

/** Has a group's members join more balancers. */
public final class AttachBalancers implements Action {
    private final ScalingService scaling;

    public AttachBalancers(ScalingService scaling) {
        this.scaling = scaling;
    }

    @Override
    public void answer(Call call, Xml result) {
        List<String> more = call.parameters().requireList(Names.BALANCERS);
        scaling.change(
                call.caller(),
                Names.group(call),
                group -> group.withBalancers(Stream.concat(group.balancers().stream(), more.stream())
                        .distinct()
                        .toList()));
    }
}
