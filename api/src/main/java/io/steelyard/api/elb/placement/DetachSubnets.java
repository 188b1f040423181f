package io.steelyard.api.elb.placement;

import io.steelyard.api.elb.query.Action;
import io.steelyard.api.elb.query.Call;
import io.steelyard.api.elb.query.Xml;
import io.steelyard.control.classic.ClassicService;
import java.util.List;

/** Takes subnets from a balancer; those that it does not have are passed over. */
public final class DetachSubnets implements Action {
    private static final String SUBNETS = "Subnets";
    private final ClassicService classics;

    public DetachSubnets(ClassicService classics) {
        this.classics = classics;
    }

    @Override
    public void answer(Call call, Xml result) {
        List<String> named = call.parameters().requireList(SUBNETS);
        List<String> all = classics.note(
                        call.caller(),
                        call.balancer(),
                        said -> said.withSubnets(said.subnets().stream()
                                .filter(subnet -> !named.contains(subnet))
                                .toList()))
                .subnets();
        result.texts(SUBNETS, all);
    }
}
