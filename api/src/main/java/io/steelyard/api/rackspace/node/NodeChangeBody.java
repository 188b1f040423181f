package io.steelyard.api.rackspace.node;

import io.steelyard.api.body.Attributes;
import io.steelyard.control.node.NodeChange;
import io.steelyard.control.node.NodeChanges;
import io.steelyard.domain.node.Condition;
import io.steelyard.domain.node.NodeId;
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
        in.refuse(Rule.IMMUTABLE, "left out: the service sets it", "id");
        return read(in, violations);
    }

    /** The changes of a body that is a list of nodes with their ids. */
    static NodeChanges readAll(@Nullable JsonNode body) {
        List<Violation> violations = new ArrayList<>();
        Attributes in = NewNodeBody.list(body, violations);
        List<NodeChanges.Numbered> changes = in.list("nodes", "node").stream()
                .flatMap(item -> numbered(item, violations).stream())
                .toList();
        in.refuseOthers();
        return new NodeChanges(changes, violations);
    }

    private static Optional<NodeChanges.Numbered> numbered(Attributes in, List<Violation> violations) {
        in.require("id");
        Optional<NodeId> id = in.number("id", number -> number > 0 && number <= Integer.MAX_VALUE, "the id of a node")
                .map(NodeId::new);
        NodeChange change = read(in, violations);
        return id.map(node -> new NodeChanges.Numbered(in.path(), node, change));
    }

    private static NodeChange read(Attributes in, List<Violation> violations) {
        Optional<Condition> condition = in.choice("condition", Condition.class);
        Optional<Weight> weight = in.number("weight", Weight::isValid, "a whole number from 1 to 100")
                .map(Weight::new);
        Optional<NodeType> type = in.choice("type", NodeType.class);
        in.refuse(Rule.IMMUTABLE, "left out: it cannot change; add another node instead", "address", "port");
        in.refuse(Rule.IMMUTABLE, "left out: the service sets it", "status");
        in.refuse(Rule.IMMUTABLE, "left out: it has a resource of its own", "metadata");
        in.refuseOthers();
        return new NodeChange(condition, weight, type, violations);
    }
}
