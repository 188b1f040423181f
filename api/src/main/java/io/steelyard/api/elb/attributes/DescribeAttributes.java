package io.steelyard.api.elb.attributes;

import io.steelyard.api.elb.query.Action;
import io.steelyard.api.elb.query.Call;
import io.steelyard.api.elb.query.Xml;
import io.steelyard.control.classic.ClassicService;
import io.steelyard.domain.loadbalancer.LoadBalancer;

/** Shows a balancer's switches. */
public final class DescribeAttributes implements Action {
    private final ClassicService classics;

    public DescribeAttributes(ClassicService classics) {
        this.classics = classics;
    }

    @Override
    public void answer(Call call, Xml result) {
        LoadBalancer balancer = classics.get(call.caller(), call.balancer())
                .row()
                .configuration()
                .orElseThrow();
        AttributesForm.write(
                result,
                balancer.classic().orElseThrow().attributes(),
                balancer.policy().idleTimeout());
    }
}
