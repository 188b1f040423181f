package io.steelyard.api.rackspace.event;

import io.steelyard.api.body.Representation;
import io.steelyard.api.body.Times;
import io.steelyard.control.event.Event;
import io.steelyard.control.event.RecordedEvent;
import io.steelyard.control.event.Subject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** An account's events, as answers and deliveries show them. */
public final class EventBody {
    private EventBody() {}

    /** @param cursor what to ask on from */
    static Representation feed(List<RecordedEvent> events, long cursor) {
        return Representation.bare("eventFeed", content(events, cursor));
    }

    /** What is sent to a subscription. */
    public static byte[] delivery(List<RecordedEvent> events) {
        return content(events, events.getLast().id()).toString().getBytes(StandardCharsets.UTF_8);
    }

    private static ObjectNode content(List<RecordedEvent> events, long cursor) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        events.forEach(event -> list.add(write(event)));
        ObjectNode feed = JsonNodeFactory.instance.objectNode().put("cursor", cursor);
        return feed.set("events", list);
    }

    private static ObjectNode write(RecordedEvent recorded) {
        Event event = recorded.event();
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("id", recorded.id())
                .put("loadBalancerId", event.loadBalancer().value())
                .put("type", event.type().name())
                .put("summary", event.summary())
                .put("created", Times.text(event.at()));
        event.subject().ifPresent(subject -> write(subject, body));
        return body;
    }

    private static void write(Subject subject, ObjectNode body) {
        body.put("part", subject.part().name());
        subject.id().ifPresent(id -> body.put("partId", id));
        subject.status().ifPresent(status -> body.put("nodeStatus", status.name()));
    }
}
