package io.steelyard.api.rackspace.event;

import io.steelyard.api.http.ChangesSince;
import io.steelyard.api.http.Format;
import io.steelyard.api.http.Paging;
import io.steelyard.api.rackspace.CallerOf;
import io.steelyard.api.rackspace.Ids;
import io.steelyard.control.event.EventSearch;
import io.steelyard.control.event.EventService;
import io.steelyard.control.event.Part;
import io.steelyard.control.event.RecordedEvent;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;

/** {@code /loadbalancers/{id}/nodes/events}, as the later service has it. */
@Path("/v1.0/{tenantId}/loadbalancers/{id}/nodes/events")
@Produces(Format.ALL)
public final class NodeEventResource {
    private final EventService events;

    public NodeEventResource(EventService events) {
        this.events = events;
    }

    @GET
    public Response list(@Context ContainerRequestContext request, @PathParam("id") String id) {
        MultivaluedMap<String, String> query = request.getUriInfo().getQueryParameters();
        Paging paging = Paging.of(query);
        Optional<ChangesSince> changes = ChangesSince.of(query);
        EventSearch wanted = new EventSearch(
                Ids.loadBalancer(id),
                Optional.of(Part.NODE),
                changes.map(ChangesSince::since),
                paging.marker() == 0 ? Long.MAX_VALUE : paging.marker(),
                paging.offset(),
                paging.limit());
        List<RecordedEvent> page = events.list(CallerOf.request(request), wanted);
        return changes.isPresent() && page.isEmpty()
                ? ChangesSince.nothing()
                : Response.ok(NodeEventBody.list(page)).build();
    }
}
