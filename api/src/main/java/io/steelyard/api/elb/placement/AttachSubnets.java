package io.steelyard.api.elb.placement;

import io.steelyard.api.elb.query.Action;
import io.steelyard.api.elb.query.Call;
import io.steelyard.api.elb.query.Xml;
import io.steelyard.control.classic.ClassicService;
import java.util.List;
import java.util.stream.Stream;

/** Adds subnets to a balancer; they are shown, and have no effect of their own. */
public final class AttachSubnets implements Action {
    private static final String SUBNETS = "Subnets";
    private final ClassicService classics;

    public AttachSubnets(ClassicService classics) {
        this.classics = classics;
    }

    @Override
    public void answer(Call call, Xml result) {
        List<String> named = call.parameters().requireList(SUBNETS);
        List<String> all = classics.note(
                        call.caller(),
                        call.balancer(),
                        said -> said.withSubnets(Stream.concat(said.subnets().stream(), named.stream())
                                .distinct()
                                .toList()))
                .subnets();
        result.texts(SUBNETS, all);
    }
}
