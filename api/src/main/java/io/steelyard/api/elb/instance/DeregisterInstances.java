package io.steelyard.api.elb.instance;

import io.steelyard.api.elb.query.Action;
import io.steelyard.api.elb.query.Call;
import io.steelyard.api.elb.query.Xml;
import io.steelyard.control.classic.RegistrationService;

/** Takes instances from a balancer. */
public final class DeregisterInstances implements Action {
    private final RegistrationService registrations;

    public DeregisterInstances(RegistrationService registrations) {
        this.registrations = registrations;
    }

    @Override
    public void answer(Call call, Xml result) {
        result.list(
                "Instances",
                registrations.deregister(call.caller(), call.balancer(), Instances.require(call.parameters())),
                Instances::write);
    }
}
