package io.steelyard.api.elb.policy;

import io.steelyard.domain.classic.Classic;
import io.steelyard.domain.classic.PolicyType;
import io.steelyard.domain.classic.SecurityPolicy;
import io.steelyard.domain.refusal.Refusal;
import io.steelyard.domain.refusal.RefusedException;
import java.util.List;

/** Names of policies that shall be used. */
final class PolicyUse {
    private PolicyUse() {}

    /** The types of those, in their order; refused when there is no such policy, made or ready. */
    static List<PolicyType> types(Classic said, List<String> names) {
        return names.stream()
                .map(name -> said.policy(name)
                        .flatMap(policy -> PolicyType.named(policy.type()))
                        .or(() -> SecurityPolicy.named(name).map(_ -> PolicyType.SSL_NEGOTIATION))
                        .orElseThrow(() -> new RefusedException(new Refusal.NotFound(Refusal.Noun.POLICY))))
                .toList();
    }
}
