package io.steelyard.api.elb.health;

import io.steelyard.api.elb.query.Action;
import io.steelyard.api.elb.query.Call;
import io.steelyard.api.elb.query.Xml;
import io.steelyard.control.classic.ClassicService;
import io.steelyard.domain.classic.HealthCheck;
import io.steelyard.domain.classic.Meaning;

/** Says how a balancer's instances are checked. */
public final class ConfigureHealthCheck implements Action {
    private final ClassicService classics;

    public ConfigureHealthCheck(ClassicService classics) {
        this.classics = classics;
    }

    @Override
    public void answer(Call call, Xml result) {
        HealthCheck wanted = HealthChecks.read(call.parameters().below("HealthCheck"));
        classics.edit(call.caller(), call.balancer(), (unit, current, now) -> Meaning.checkedBy(current, wanted));
        HealthChecks.write(result, wanted);
    }
}
