package io.steelyard.api.elb.policy;

import io.steelyard.api.elb.query.Action;
import io.steelyard.api.elb.query.Call;
import io.steelyard.api.elb.query.Parameters;
import io.steelyard.api.elb.query.Xml;
import io.steelyard.control.classic.ClassicService;
import io.steelyard.domain.classic.NamedPolicy;

/** Makes a policy of any type. It has no effect before a listener or an instance port uses it. */
public final class CreatePolicy implements Action {
    private final ClassicService classics;

    public CreatePolicy(ClassicService classics) {
        this.classics = classics;
    }

    @Override
    public void answer(Call call, Xml result) {
        Parameters in = call.parameters();
        Policies.add(
                classics,
                call,
                in.require("PolicyTypeName"),
                in.items("PolicyAttributes").stream()
                        .map(item -> new NamedPolicy.Attribute(
                                item.require("AttributeName"),
                                item.text("AttributeValue").orElse("")))
                        .toList());
    }
}
