package io.steelyard.api.operator.loadbalancer;

import io.steelyard.api.body.Representation;
import io.steelyard.control.store.Revision;
import io.steelyard.domain.loadbalancer.LoadBalancer;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What was asked for of a balancer, generation by generation. */
final class HistoryBody {
    private HistoryBody() {}

    /** @param revisions newest first */
    static Representation list(List<Revision> revisions) {
        return Representation.list("history", revisions, HistoryBody::content);
    }

    private static ObjectNode content(Revision revision) {
        LoadBalancer configuration = revision.configuration();
        ObjectNode content = JsonNodeFactory.instance
                .objectNode()
                .put("generation", revision.generation())
                .put("at", revision.at().toString())
                .put("name", configuration.name().value())
                .put("algorithm", configuration.primaryPool().algorithm().name());
        ArrayNode listeners = content.putArray("listeners");
        configuration
                .listeners()
                .forEach(listener -> listeners
                        .addObject()
                        .put("protocol", listener.protocol().name())
                        .put("port", listener.port().value()));
        ArrayNode nodes = content.putArray("nodes");
        configuration
                .primaryPool()
                .nodes()
                .forEach(node -> nodes.addObject()
                        .put("id", node.id().value())
                        .put("address", node.address().toString())
                        .put("port", node.port().value())
                        .put("condition", node.condition().name()));
        return content;
    }
}
