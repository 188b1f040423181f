package io.steelyard.api.elb.tag;

import io.steelyard.api.elb.query.Action;
import io.steelyard.api.elb.query.Call;
import io.steelyard.api.elb.query.QueryError;
import io.steelyard.api.elb.query.Xml;
import io.steelyard.control.classic.ClassicService;
import java.util.List;

/** Shows the tags of up to {@value #MOST} balancers. */
public final class DescribeTags implements Action {
    private static final int MOST = 20;
    private final ClassicService classics;

    public DescribeTags(ClassicService classics) {
        this.classics = classics;
    }

    @Override
    public void answer(Call call, Xml result) {
        List<String> names = call.parameters().list("LoadBalancerNames");
        if (names.isEmpty() || names.size() > MOST) {
            throw QueryError.VALIDATION.because("LoadBalancerNames must name 1 to " + MOST + " load balancers.");
        }
        result.list(
                "TagDescriptions",
                names,
                (out, name) -> out.text("LoadBalancerName", name)
                        .list("Tags", classics.said(call.caller(), name).tags(), Tags::write));
    }
}
