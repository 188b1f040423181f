package io.steelyard.api.elb.attributes;

import io.steelyard.api.elb.query.Action;
import io.steelyard.api.elb.query.Call;
import io.steelyard.api.elb.query.Parameters;
import io.steelyard.api.elb.query.QueryError;
import io.steelyard.api.elb.query.Xml;
import io.steelyard.control.classic.ClassicService;
import io.steelyard.domain.classic.Classic;
import io.steelyard.domain.loadbalancer.LoadBalancer;

/** Sets those of a balancer's switches that are named. */
public final class ModifyAttributes implements Action {
    private final ClassicService classics;

    public ModifyAttributes(ClassicService classics) {
        this.classics = classics;
    }

    @Override
    public void answer(Call call, Xml result) {
        if (!call.parameters().names(AttributesForm.ROOT)) {
            throw QueryError.VALIDATION.because(AttributesForm.ROOT + " is required.");
        }
        Parameters in = call.parameters().below(AttributesForm.ROOT);
        LoadBalancer changed = classics.edit(call.caller(), call.balancer(), (unit, current, now) -> with(current, in));
        result.text("LoadBalancerName", call.balancer());
        AttributesForm.write(
                result,
                changed.classic().orElseThrow().attributes(),
                changed.policy().idleTimeout());
    }

    private static LoadBalancer with(LoadBalancer current, Parameters in) {
        Classic said = current.classic().orElseThrow();
        LoadBalancer changed = current.withClassic(said.withAttributes(AttributesForm.read(in, said.attributes())));
        return AttributesForm.idle(in)
                .map(idle -> changed.withPolicy(changed.policy().withIdleTimeout(idle)))
                .orElse(changed);
    }
}
