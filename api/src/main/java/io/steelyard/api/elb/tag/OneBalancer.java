package io.steelyard.api.elb.tag;

import io.steelyard.api.elb.query.Parameters;
import io.steelyard.api.elb.query.QueryError;
import java.util.List;

/** The one balancer whose tags are changed: it is written as a list. */
final class OneBalancer {
    private OneBalancer() {}

    static String of(Parameters in) {
        List<String> names = in.list("LoadBalancerNames");
        if (names.size() != 1) {
            throw QueryError.VALIDATION.because("LoadBalancerNames must name one load balancer.");
        }
        return names.getFirst();
    }
}
