package io.steelyard.api.elb.scaling;

import io.steelyard.api.elb.query.Action;
import io.steelyard.api.elb.query.Call;
import io.steelyard.api.elb.query.Xml;
import io.steelyard.control.scaling.ScalingService;

/** Says anew what a request names of a group; the rest stays. */
public final class UpdateGroup implements Action {
    private final ScalingService scaling;

    public UpdateGroup(ScalingService scaling) {
        this.scaling = scaling;
    }

    @Override
    public void answer(Call call, Xml result) {
        GroupForm form = new GroupForm(call);
        scaling.change(
                call.caller(),
                Names.group(call),
                group -> group.withSize(form.size(group.size()))
                        .with(
                                call.parameters()
                                        .text(Names.LAUNCH_CONFIGURATION)
                                        .orElse(group.launchConfiguration()),
                                form.zones(group.zones()),
                                form.settings(group.settings())));
    }
}
