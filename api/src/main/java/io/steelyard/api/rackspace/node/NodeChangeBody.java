package io.steelyard.api.rackspace.node;

import io.steelyard.api.body.Attributes;
import io.steelyard.control.node.NodeChange;
import io.steelyard.domain.node.Condition;
import io.steelyard.domain.node.NodeType;
import io.steelyard.domain.node.Weight;
import io.steelyard.domain.refusal.Violation;
import io.steelyard.domain.refusal.Violation.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A node as a request wants it changed (2010 specification, sections 4.5.8 and 4.5.9). */
final class NodeChangeBody {
    private NodeChangeBody() {}

    static NodeChange read(@Nullable JsonNode body) {
        List<Violation> violations = new ArrayList<>();
        Attributes in = Attributes.unwrapped(body, "node", violations);
        Optional<Condition> condition = in.choice("condition", Condition.class);
        Optional<Weight> weight = in.number("weight", Weight::isValid, "a whole number from 1 to 100")
                .map(Weight::new);
        Optional<NodeType> type = in.choice("type", NodeType.class);
        in.refuse(Rule.IMMUTABLE, "left out: it cannot change; add another node instead", "address", "port");
        in.refuse(Rule.IMMUTABLE, "left out: the service sets it", "id", "status");
        in.refuse(Rule.IMMUTABLE, "left out: it has a resource of its own", "metadata");
        in.refuseOthers();
        return new NodeChange(condition, weight, type, violations);
    }
}
