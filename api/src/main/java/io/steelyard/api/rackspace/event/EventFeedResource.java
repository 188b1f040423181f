package io.steelyard.api.rackspace.event;

import io.steelyard.api.http.Format;
import io.steelyard.api.http.Paging;
import io.steelyard.api.http.RequestException;
import io.steelyard.api.rackspace.CallerOf;
import io.steelyard.control.event.EventFeed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /events}: what happens to an account's balancers, as it happens. An extension of ours. */
@Path("/v1.0/{tenantId}/events")
@Produces(Format.ALL)
public final class EventFeedResource {
    private final EventFeed feed;

    public EventFeedResource(EventFeed feed) {
        this.feed = feed;
    }

    @GET
    public void follow(@Context ContainerRequestContext request, @Suspended AsyncResponse answer) {
        MultivaluedMap<String, String> query = request.getUriInfo().getQueryParameters();
        @Nullable String since = query.getFirst("since");
        if (since == null) {
            answer.resume(EventBody.feed(List.of(), feed.last()));
            return;
        }
        long from = number("since", since, Long.MAX_VALUE);
        @Nullable String wait = query.getFirst("wait");
        long seconds = wait == null ? 0 : number("wait", wait, EventFeed.LONGEST_WAIT.toSeconds());
        feed.after(
                CallerOf.request(request),
                from,
                Paging.of(query).limit(),
                Duration.ofSeconds(seconds),
                events -> answer.resume(EventBody.feed(
                        events, events.isEmpty() ? from : events.getLast().id())));
    }

    private static long number(String name, String text, long most) {
        try {
            long number = Long.parseLong(text.strip());
            if (number >= 0 && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // Said below.
        }
        throw new RequestException(
                400, "The query parameter " + name + " must be a whole number from 0 to " + most + ".");
    }
}
