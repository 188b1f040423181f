package io.steelyard.api.elb.scaling;

import io.steelyard.api.elb.query.Action;
import io.steelyard.api.elb.query.Call;
import io.steelyard.api.elb.query.Xml;
import io.steelyard.control.scaling.ScalingService;

/** There are no activities to wait for, since no machines are made or ended here. */
public final class DescribeActivities implements Action {
    private final ScalingService scaling;

    public DescribeActivities(ScalingService scaling) {
        this.scaling = scaling;
    }

    @Override
    public void answer(Call call, Xml result) {
        call.parameters().text(Names.GROUP).ifPresent(name -> scaling.get(call.caller(), name));
        result.part("Activities", () -> {});
    }
}
