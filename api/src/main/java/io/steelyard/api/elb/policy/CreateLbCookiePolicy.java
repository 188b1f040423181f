package io.steelyard.api.elb.policy;

import io.steelyard.api.elb.query.Action;
import io.steelyard.api.elb.query.Call;
import io.steelyard.api.elb.query.Xml;
import io.steelyard.control.classic.ClassicService;
import io.steelyard.domain.classic.NamedPolicy;
import io.steelyard.domain.classic.PolicyType;

/** Makes a policy by which the balancer's own cookie brings clients back to their instance. */
public final class CreateLbCookiePolicy implements Action {
    private final ClassicService classics;

    public CreateLbCookiePolicy(ClassicService classics) {
        this.classics = classics;
    }

    @Override
    public void answer(Call call, Xml result) {
        Policies.add(
                classics,
                call,
                PolicyType.LB_COOKIE.typeName(),
                call.parameters().text(Attributes.COOKIE_EXPIRATION).stream()
                        .map(seconds -> new NamedPolicy.Attribute(Attributes.COOKIE_EXPIRATION, seconds))
                        .toList());
    }
}
