package io.steelyard.api.elb.policy;

import io.steelyard.api.elb.query.Action;
import io.steelyard.api.elb.query.Call;
import io.steelyard.api.elb.query.Xml;
import io.steelyard.domain.classic.PolicyType;
import io.steelyard.domain.refusal.Refusal;
import io.steelyard.domain.refusal.RefusedException;
import java.util.List;
import java.util.stream.Stream;

/** Shows the types that policies may have. */
public final class DescribePolicyTypes implements Action {
    @Override
    public void answer(Call call, Xml result) {
        List<String> wanted = call.parameters().list("PolicyTypeNames");
        if (wanted.stream().anyMatch(name -> PolicyType.named(name).isEmpty())) {
            throw new RefusedException(new Refusal.NotFound(Refusal.Noun.POLICY_TYPE));
        }
        result.list(
                "PolicyTypeDescriptions",
                Stream.of(PolicyType.values())
                        .filter(type -> wanted.isEmpty() || wanted.contains(type.typeName()))
                        .toList(),
                DescribePolicyTypes::write);
    }

    private static void write(Xml out, PolicyType type) {
        out.text("PolicyTypeName", type.typeName())
                .text("Description", Attributes.description(type))
                .list(
                        "PolicyAttributeTypeDescriptions",
                        Attributes.of(type),
                        (each, attribute) -> each.text("AttributeName", attribute.name())
                                .text("AttributeType", attribute.type())
                                .text("Cardinality", attribute.cardinality()));
    }
}
