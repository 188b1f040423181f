package io.steelyard.api.elb.instance;

import io.steelyard.api.elb.query.Action;
import io.steelyard.api.elb.query.Call;
import io.steelyard.api.elb.query.Xml;
import io.steelyard.control.classic.RegistrationService;

/** Adds instances of the inventory to a balancer. */
public final class RegisterInstances implements Action {
    private final RegistrationService registrations;

    public RegisterInstances(RegistrationService registrations) {
        this.registrations = registrations;
    }

    @Override
    public void answer(Call call, Xml result) {
        result.list(
                "Instances",
                registrations.register(call.caller(), call.balancer(), Instances.require(call.parameters())),
                Instances::write);
    }
}
