package io.steelyard.api.elb.scaling;

import io.steelyard.api.elb.query.Action;
import io.steelyard.api.elb.query.Call;
import io.steelyard.api.elb.query.Xml;
import io.steelyard.control.scaling.ScalingService;

/** Forgets a launch configuration that no group names. */
public final class DeleteLaunchConfiguration implements Action {
    private final ScalingService scaling;

    public DeleteLaunchConfiguration(ScalingService scaling) {
        this.scaling = scaling;
    }

    @Override
    public void answer(Call call, Xml result) {
        scaling.deleteLaunchConfiguration(call.caller(), call.parameters().require(Names.LAUNCH_CONFIGURATION));
    }
}
