package io.steelyard.api.elb.scaling;

import io.steelyard.api.elb.query.Action;
import io.steelyard.api.elb.query.Call;
import io.steelyard.api.elb.query.Xml;
import io.steelyard.control.scaling.ScalingService;
import java.util.List;

/** Has a group's members leave balancers. */
public final class DetachBalancers implements Action {
    private final ScalingService scaling;

    public DetachBalancers(ScalingService scaling) {
        this.scaling = scaling;
    }

    @Override
    public void answer(Call call, Xml result) {
        List<String> unwanted = call.parameters().requireList(Names.BALANCERS);
        scaling.change(
                call.caller(),
                Names.group(call),
                group -> group.withBalancers(group.balancers().stream()
                        .filter(name -> !unwanted.contains(name))
                        .toList()));
    }
}
