package io.steelyard.api.rackspace.usage;

import io.steelyard.api.body.Representation;
import io.steelyard.api.http.Format;
import io.steelyard.api.http.Paging;
import io.steelyard.api.rackspace.CallerOf;
import io.steelyard.control.usage.UsageService;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.Instant;

/** {@code /loadbalancers/usage}: what an account used (2010 specification, section 4.8.5). */
@Path("/v1.0/{tenantId}/loadbalancers/usage")
@Produces(Format.ALL)
public final class AccountUsageResource {
    private final UsageService usage;

    public AccountUsageResource(UsageService usage) {
        this.usage = usage;
    }

    @GET
    public Representation all(@Context ContainerRequestContext request) {
        MultivaluedMap<String, String> query = request.getUriInfo().getQueryParameters();
        Instant now = usage.now();
        TimeRange range = TimeRange.of(query, now);
        Paging page = Paging.of(query);
        return UsageBody.account(
                usage.account(
                        CallerOf.request(request),
                        range.start(),
                        range.end(),
                        page.marker(),
                        page.offset(),
                        page.limit()),
                now);
    }
}
