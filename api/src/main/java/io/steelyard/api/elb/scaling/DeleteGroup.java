package io.steelyard.api.elb.scaling;

import io.steelyard.api.elb.query.Action;
import io.steelyard.api.elb.query.Call;
import io.steelyard.api.elb.query.Xml;
import io.steelyard.control.scaling.ScalingService;

/** Takes a group away; its members leave its balancers. */
public final class DeleteGroup implements Action {
    private final ScalingService scaling;

    public DeleteGroup(ScalingService scaling) {
        this.scaling = scaling;
    }

    @Override
    public void answer(Call call, Xml result) {
        scaling.delete(
                call.caller(),
                Names.group(call),
                call.parameters().truth("ForceDelete").orElse(false));
    }
}
