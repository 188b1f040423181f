package io.steelyard.api.rackspace.usage;

import io.steelyard.api.body.Representation;
import io.steelyard.api.http.Format;
import io.steelyard.api.http.Paging;
import io.steelyard.api.rackspace.CallerOf;
import io.steelyard.api.rackspace.Ids;
import io.steelyard.control.usage.UsageFilter;
import io.steelyard.control.usage.UsageService;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * {@code /loadbalancers/{id}/usage} with its parts (2010 specification, section 4.8); its table prints {@code /historical}
 * without {@code /usage}. A deleted balancer's is there as long as it is remembered.
 */
@Path("/v1.0/{tenantId}/loadbalancers/{id}/{part: usage(/current|/historical)?|historical}")
@Produces(Format.ALL)
public final class UsageResource {
    /** Nothing is kept for as long as this. */
    private static final Duration EVER = Duration.ofDays(3650);

    private final UsageService usage;

    public UsageResource(UsageService usage) {
        this.usage = usage;
    }

    @GET
    public Representation list(
            @Context ContainerRequestContext request, @PathParam("id") String id, @PathParam("part") String part) {
        return switch (part) {
            case "usage" -> records(request, id, Optional.empty());
            case "usage/current" -> records(request, id, Optional.of(false));
            default -> records(request, id, Optional.of(true));
        };
    }

    private Representation records(ContainerRequestContext request, String id, Optional<Boolean> folded) {
        MultivaluedMap<String, String> query = request.getUriInfo().getQueryParameters();
        Instant now = usage.now();
        TimeRange range = TimeRange.of(query, now, EVER);
        Paging page = Paging.of(query);
        return UsageBody.records(
                usage.of(
                        CallerOf.request(request),
                        Ids.loadBalancer(id),
                        new UsageFilter(folded, range.start(), range.end()),
                        page.marker(),
                        page.offset(),
                        page.limit()),
                now);
    }
}
