package io.steelyard.api.operator.event;

import io.steelyard.api.body.Representation;
import io.steelyard.api.operator.Before;
import io.steelyard.api.operator.Part;
import io.steelyard.control.event.Event;
import io.steelyard.control.event.EveryoneEvents;
import io.steelyard.control.event.RecordedEvent;
import io.steelyard.control.operator.OperatorService;
import io.steelyard.domain.account.TenantId;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code /operator/v1/events}: what happened to load balancers of all accounts, newest first. */
@Path("/operator/v1/events")
@Produces(MediaType.APPLICATION_JSON)
public final class EventResource {
    private final OperatorService loadBalancers;

    public EventResource(OperatorService loadBalancers) {
        this.loadBalancers = loadBalancers;
    }

    @GET
    public Representation list(@Context UriInfo uri) {
        MultivaluedMap<String, String> query = uri.getQueryParameters();
        EveryoneEvents wanted = new EveryoneEvents(
                Before.read(query, "tenant", text -> new TenantId(Long.parseLong(text)), "a tenant id"),
                Before.read(query, "type", Event.Type::valueOf, "one of " + Arrays.toString(Event.Type.values())),
                Before.id(query),
                Part.of(query).limit());
        return list(loadBalancers.events(wanted), wanted.limit());
    }

    private static Representation list(List<RecordedEvent> records, int limit) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode items = body.putArray("events");
        records.forEach(record -> items.addObject()
                .put("id", record.id())
                .put("loadBalancer", record.event().loadBalancer().value())
                .put("tenant", record.event().tenant().toString())
                .put("type", record.event().type().name())
                .put("summary", record.event().summary())
                .put("at", record.event().at().toString()));
        if (records.size() == limit) {
            body.put("next", records.getLast().id());
        }
        return Representation.bare("events", body);
    }
}
