package io.steelyard.api.elb.placement;

import io.steelyard.api.elb.query.Action;
import io.steelyard.api.elb.query.Call;
import io.steelyard.api.elb.query.Xml;
import io.steelyard.control.classic.ClassicService;
import java.util.List;

/** Says which security groups a balancer is in; they are shown, and have no effect yet. */
public final class ApplySecurityGroups implements Action {
    private static final String GROUPS = "SecurityGroups";
    private final ClassicService classics;

    public ApplySecurityGroups(ClassicService classics) {
        this.classics = classics;
    }

    @Override
    public void answer(Call call, Xml result) {
        List<String> groups = call.parameters().requireList(GROUPS);
        classics.note(call.caller(), call.balancer(), said -> said.withSecurityGroups(groups));
        result.texts(GROUPS, groups);
    }
}
