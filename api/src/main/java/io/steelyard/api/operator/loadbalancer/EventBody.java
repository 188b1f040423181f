package io.steelyard.api.operator.loadbalancer;

import io.steelyard.api.body.Representation;
import io.steelyard.control.event.Event;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What happened to a balancer. */
final class EventBody {
    private EventBody() {}

    /** @param events newest first */
    static Representation list(List<Event> events) {
        ArrayNode items = JsonNodeFactory.instance.arrayNode();
        events.forEach(event -> items.addObject()
                .put("type", event.type().name())
                .put("summary", event.summary())
                .put("at", event.at().toString()));
        return Representation.of("events", items);
    }
}
