package io.steelyard.api.elb.loadbalancer;

import io.steelyard.api.elb.query.Action;
import io.steelyard.api.elb.query.Call;
import io.steelyard.api.elb.query.QueryError;
import io.steelyard.api.elb.query.Xml;
import io.steelyard.control.classic.ClassicNames;
import io.steelyard.control.classic.ClassicService;
import io.steelyard.control.loadbalancer.LoadBalancerView;
import io.steelyard.domain.refusal.Refusal;
import io.steelyard.domain.refusal.RefusedException;
import java.util.List;

/** Shows balancers as they were asked for: those that are named, or all, in pages. */
public final class DescribeLoadBalancers implements Action {
    private static final int MAX_PAGE = 400;
    private final ClassicService classics;
    private final ClassicNames dnsNames;

    public DescribeLoadBalancers(ClassicService classics, ClassicNames dnsNames) {
        this.classics = classics;
        this.dnsNames = dnsNames;
    }

    @Override
    public void answer(Call call, Xml result) {
        int size = call.parameters().number("PageSize", 1, MAX_PAGE).orElse(MAX_PAGE);
        List<String> names = call.parameters().list("LoadBalancerNames");
        if (names.isEmpty()) {
            page(call, size, result);
        } else {
            show(names.stream().distinct().map(name -> named(call, name)).toList(), result);
        }
    }

    /** Where several are asked for, the answer says which one there is not. */
    private LoadBalancerView named(Call call, String name) {
        try {
            return classics.get(call.caller(), name);
        } catch (RefusedException refused) {
            if (refused.refusal() instanceof Refusal.NotFound) {
                throw QueryError.LOAD_BALANCER_NOT_FOUND.because(
                        "There is no ACTIVE Load Balancer named '" + name + "'.");
            }
            throw refused;
        }
    }

    private void page(Call call, int size, Xml result) {
        String after = call.parameters().text("Marker").orElse("");
        List<LoadBalancerView> found = classics.list(call.caller(), after, size + 1);
        List<LoadBalancerView> page = found.subList(0, Math.min(size, found.size()));
        show(page, result);
        if (found.size() > size) {
            result.text("NextMarker", page.getLast().row().alias());
        }
    }

    private void show(List<LoadBalancerView> views, Xml result) {
        result.list("LoadBalancerDescriptions", views, (out, view) -> Description.write(out, view, dnsNames));
    }
}
