package io.steelyard.api.rackspace.loadbalancer;

import io.steelyard.api.body.Representation;
import io.steelyard.api.http.Format;
import io.steelyard.api.http.Paging;
import io.steelyard.api.rackspace.CallerOf;
import io.steelyard.api.rackspace.usage.TimeRange;
import io.steelyard.control.usage.UsageService;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MultivaluedMap;

/** {@code /loadbalancers/billable}: the balancers that are billed for a time, deleted ones included. */
@Path("/v1.0/{tenantId}/loadbalancers/billable")
@Produces(Format.ALL)
public final class BillableResource {
    private final UsageService usage;

    public BillableResource(UsageService usage) {
        this.usage = usage;
    }

    @GET
    public Representation list(@Context ContainerRequestContext request) {
        MultivaluedMap<String, String> query = request.getUriInfo().getQueryParameters();
        TimeRange range = TimeRange.of(query, usage.now());
        Paging page = Paging.of(query);
        return LoadBalancerBody.list(usage.billable(
                CallerOf.request(request), range.start(), range.end(), page.marker(), page.offset(), page.limit()));
    }
}
