package io.steelyard.api.rackspace.node;

import io.steelyard.api.body.Representation;
import io.steelyard.api.rackspace.metadata.MetadataBody;
import io.steelyard.api.why.WhyBody;
import io.steelyard.control.node.NodeView;
import io.steelyard.control.why.Why;
import io.steelyard.domain.node.Node;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Nodes as answers show them. */
public final class NodeBody {
    private NodeBody() {}

    /** @param why it is OFFLINE; empty when it is not */
    static Representation one(NodeView view, Optional<Why> why) {
        ObjectNode node = write(view);
        node.set("metadata", MetadataBody.write(view.node().metadata().items()));
        why.ifPresent(given -> node.set("outage", WhyBody.write(given)));
        return Representation.of("node", node);
    }

    static Representation list(List<NodeView> views) {
        return Representation.of("nodes", write(views));
    }

    public static ArrayNode write(List<NodeView> views) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        views.forEach(view -> list.add(write(view)));
        return list;
    }

    /** These attributes and no others: a client fails on more. */
    private static ObjectNode write(NodeView view) {
        Node node = view.node();
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", node.id().value())
                .put("address", node.address().toString())
                .put("port", node.port().value())
                .put("condition", node.condition().name())
                .put("status", view.status().name())
                .put("type", node.type().name())
                .put("weight", node.weight().value());
    }
}
