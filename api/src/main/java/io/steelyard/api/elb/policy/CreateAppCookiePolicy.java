package io.steelyard.api.elb.policy;

import io.steelyard.api.elb.query.Action;
import io.steelyard.api.elb.query.Call;
import io.steelyard.api.elb.query.Xml;
import io.steelyard.control.classic.ClassicService;
import io.steelyard.domain.classic.NamedPolicy;
import io.steelyard.domain.classic.PolicyType;
import java.util.List;

/** Makes a policy by which clients come back to their instance as long as the application's cookie lives. */
public final class CreateAppCookiePolicy implements Action {
    private final ClassicService classics;

    public CreateAppCookiePolicy(ClassicService classics) {
        this.classics = classics;
    }

    @Override
    public void answer(Call call, Xml result) {
        Policies.add(
                classics,
                call,
                PolicyType.APP_COOKIE.typeName(),
                List.of(new NamedPolicy.Attribute(
                        Attributes.COOKIE_NAME, call.parameters().require(Attributes.COOKIE_NAME))));
    }
}
