package io.steelyard.api.elb.compute;

import io.steelyard.api.elb.query.Action;
import io.steelyard.api.elb.query.Call;
import io.steelyard.api.elb.query.Xml;

/** There are none: load balancers have no interfaces that anybody would have to wait for, or remove. */
public final class DescribeNetworkInterfaces implements Action {
    @Override
    public void answer(Call call, Xml result) {
        result.part("networkInterfaceSet", () -> {});
    }
}
