package io.steelyard.api.elb.loadbalancer;

import io.steelyard.api.elb.query.Action;
import io.steelyard.api.elb.query.Call;
import io.steelyard.api.elb.query.Xml;
import io.steelyard.control.classic.ClassicService;

/** Takes a balancer away; one that there is not is gone already. */
public final class DeleteLoadBalancer implements Action {
    private final ClassicService classics;

    public DeleteLoadBalancer(ClassicService classics) {
        this.classics = classics;
    }

    @Override
    public void answer(Call call, Xml result) {
        classics.delete(call.caller(), call.balancer());
    }
}
