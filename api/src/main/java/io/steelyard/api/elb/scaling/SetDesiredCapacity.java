package io.steelyard.api.elb.scaling;

import io.steelyard.api.elb.query.Action;
import io.steelyard.api.elb.query.Call;
import io.steelyard.api.elb.query.Xml;
import io.steelyard.control.scaling.ScalingService;

/** Keeps how many members a group should have; machines are not made here. */
public final class SetDesiredCapacity implements Action {
    private final ScalingService scaling;

    public SetDesiredCapacity(ScalingService scaling) {
        this.scaling = scaling;
    }

    @Override
    public void answer(Call call, Xml result) {
        call.parameters().require("DesiredCapacity");
        GroupForm form = new GroupForm(call);
        scaling.change(call.caller(), Names.group(call), group -> group.withSize(form.size(group.size())));
    }
}
