package io.steelyard.api.elb.scaling;

import io.steelyard.api.elb.query.Action;
import io.steelyard.api.elb.query.Call;
import io.steelyard.api.elb.query.Xml;
import io.steelyard.control.scaling.ScalingService;
import io.steelyard.domain.scaling.ScalingGroup;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** Makes a group; the servers that say they are of it join its balancers. */
public final class CreateGroup implements Action {
    private final ScalingService scaling;
    private final InstantSource clock;

    public CreateGroup(ScalingService scaling, InstantSource clock) {
        this.scaling = scaling;
        this.clock = clock;
    }

    @Override
    public void answer(Call call, Xml result) {
        GroupForm form = new GroupForm(call);
        scaling.create(new ScalingGroup(
                call.caller().tenant(),
                call.caller().region(),
                Names.requireNew(call, Names.GROUP),
                call.parameters().require(Names.LAUNCH_CONFIGURATION),
                form.size(),
                form.zones(),
                call.parameters().list(Names.BALANCERS),
                form.settings(GroupForm.USUAL),
                Map.of(),
                false,
                clock.instant().truncatedTo(ChronoUnit.MILLIS)));
    }
}
