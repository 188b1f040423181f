package io.steelyard.api.elb.policy;

import io.steelyard.api.elb.query.Action;
import io.steelyard.api.elb.query.Call;
import io.steelyard.api.elb.query.QueryError;
import io.steelyard.api.elb.query.Xml;
import io.steelyard.control.classic.ClassicService;
import io.steelyard.domain.classic.Classic;

/** Takes a policy away that nothing uses; one that there is not is gone already. */
public final class DeletePolicy implements Action {
    private final ClassicService classics;

    public DeletePolicy(ClassicService classics) {
        this.classics = classics;
    }

    @Override
    public void answer(Call call, Xml result) {
        String name = call.parameters().require("PolicyName");
        classics.note(call.caller(), call.balancer(), said -> without(said, name));
    }

    private static Classic without(Classic said, String name) {
        boolean named = said.policies().stream()
                .anyMatch(policy -> policy.values("PublicKeyPolicyName").contains(name));
        if (said.uses(name) || named) {
            throw QueryError.INVALID_CONFIGURATION.because("The policy " + name + " is in use.");
        }
        return said.withPolicies(said.policies().stream()
                .filter(policy -> !policy.name().equals(name))
                .toList());
    }
}
