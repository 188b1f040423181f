package io.steelyard.api.rackspace.event;

import io.steelyard.api.body.Representation;
import io.steelyard.api.body.Times;
import io.steelyard.control.event.Event;
import io.steelyard.control.event.RecordedEvent;
import io.steelyard.control.event.Subject;
import io.steelyard.domain.node.NodeStatus;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What happened to nodes, as answers show it. */
final class NodeEventBody {
    private NodeEventBody() {}

    static Representation list(List<RecordedEvent> events) {
        return Representation.list("nodeServiceEvents", events, NodeEventBody::write);
    }

    private static ObjectNode write(RecordedEvent recorded) {
        Event event = recorded.event();
        int balancer = event.loadBalancer().value();
        int node = event.subject().flatMap(Subject::id).orElseThrow();
        Optional<NodeStatus> status = event.subject().flatMap(Subject::status);
        String category = Categories.of(event.type());
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", recorded.id())
                .put("type", category + "_NODE")
                .put("category", category)
                .put("severity", status.filter(NodeStatus.OFFLINE::equals).isPresent() ? "WARNING" : "INFO")
                .put("title", status.isPresent() ? "Node Status Updated" : "Node Successfully " + past(category))
                .put("description", description(node, balancer, status, category))
                .put("detailedMessage", event.summary())
                .put("loadbalancerId", balancer)
                .put("nodeId", node)
                .put("accountId", event.tenant().value())
                .put("relativeUri", "/" + event.tenant() + "/loadbalancers/" + balancer + "/nodes/" + node)
                .put("author", Categories.AUTHOR)
                .put("created", Times.text(event.at()));
    }

    private static String description(int node, int balancer, Optional<NodeStatus> status, String category) {
        String what = status.map(seen -> "status changed to '" + seen + "'")
                .orElseGet(() -> "was " + past(category).toLowerCase(Locale.ROOT));
        return "Node '" + node + "' " + what + " for load balancer '" + balancer + "'";
    }

    private static String past(String category) {
        return switch (category) {
            case "CREATE" -> "Created";
            case "DELETE" -> "Deleted";
            default -> "Updated";
        };
    }
}
