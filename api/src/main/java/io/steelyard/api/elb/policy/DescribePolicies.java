package io.steelyard.api.elb.policy;

import io.steelyard.api.elb.query.Action;
import io.steelyard.api.elb.query.Call;
import io.steelyard.api.elb.query.Xml;
import io.steelyard.control.classic.ClassicService;
import io.steelyard.domain.classic.NamedPolicy;
import io.steelyard.domain.classic.PolicyType;
import io.steelyard.domain.classic.SecurityPolicy;
import io.steelyard.domain.refusal.Refusal;
import io.steelyard.domain.refusal.RefusedException;
import java.util.List;
import java.util.stream.Stream;

/** Shows the policies of a balancer as they were made; without one, those that are there without being made, in full. */
public final class DescribePolicies implements Action {
    private final ClassicService classics;

    public DescribePolicies(ClassicService classics) {
        this.classics = classics;
    }

    @Override
    public void answer(Call call, Xml result) {
        List<NamedPolicy> all = call.parameters()
                .text("LoadBalancerName")
                .map(name -> classics.said(call.caller(), name).policies())
                .orElseGet(() -> Stream.of(SecurityPolicy.values())
                        .map(SecurityPolicy::inFull)
                        .toList());
        List<String> wanted = call.parameters().list("PolicyNames");
        if (!all.stream().map(NamedPolicy::name).toList().containsAll(wanted)) {
            throw new RefusedException(new Refusal.NotFound(Refusal.Noun.POLICY));
        }
        result.list(
                "PolicyDescriptions",
                all.stream()
                        .filter(policy -> wanted.isEmpty() || wanted.contains(policy.name()))
                        .toList(),
                DescribePolicies::write);
    }

    private static void write(Xml out, NamedPolicy policy) {
        out.text("PolicyName", policy.name())
                .text("PolicyTypeName", policy.type())
                .list(
                        "PolicyAttributeDescriptions",
                        shown(policy),
                        (each, attribute) ->
                                each.text("AttributeName", attribute.name()).text("AttributeValue", attribute.value()));
    }

    /** As it was made; that a cookie ends with the browser's session is said by a period of 0, which clients look for. */
    private static List<NamedPolicy.Attribute> shown(NamedPolicy policy) {
        return PolicyType.LB_COOKIE.is(policy) && policy.attributes().isEmpty()
                ? List.of(new NamedPolicy.Attribute(Attributes.COOKIE_EXPIRATION, "0"))
                : policy.attributes();
    }
}
