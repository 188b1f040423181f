package io.steelyard.api.elb.policy;

import io.steelyard.api.elb.query.Xml;
import io.steelyard.domain.classic.Classic;
import io.steelyard.domain.classic.NamedPolicy;
import io.steelyard.domain.classic.PolicyType;
import java.util.List;

/** The policies of a balancer, as its description shows them. */
public final class PolicySummary {
    private PolicySummary() {}

    public static void write(Xml out, Classic said) {
        out.part("Policies", () -> {
            out.list(
                    "AppCookieStickinessPolicies",
                    of(said, PolicyType.APP_COOKIE),
                    (each, policy) -> each.text("PolicyName", policy.name())
                            .text(
                                    "CookieName",
                                    policy.value(Attributes.COOKIE_NAME).orElse("")));
            out.list("LBCookieStickinessPolicies", of(said, PolicyType.LB_COOKIE), (each, policy) -> {
                each.text("PolicyName", policy.name());
                policy.value(Attributes.COOKIE_EXPIRATION)
                        .ifPresent(seconds -> each.text(Attributes.COOKIE_EXPIRATION, seconds));
            });
            out.texts("OtherPolicies", others(said));
        });
        out.list(
                "BackendServerDescriptions",
                said.backendPolicies(),
                (each, backend) ->
                        each.text("InstancePort", backend.port()).texts("PolicyNames", backend.policyNames()));
    }

    private static List<NamedPolicy> of(Classic said, PolicyType type) {
        return said.policies().stream().filter(type::is).toList();
    }

    private static List<String> others(Classic said) {
        return said.policies().stream()
                .filter(policy -> !PolicyType.APP_COOKIE.is(policy) && !PolicyType.LB_COOKIE.is(policy))
                .map(NamedPolicy::name)
                .toList();
    }
}
