package io.steelyard.api.rackspace.contentcaching;

import io.steelyard.api.body.Representation;
import io.steelyard.api.http.Format;
import io.steelyard.api.rackspace.Answers;
import io.steelyard.api.rackspace.CallerOf;
import io.steelyard.api.rackspace.Ids;
import io.steelyard.api.rackspace.Preconditions;
import io.steelyard.control.contentcaching.ContentCachingService;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.refusal.Violation;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** {@code /loadbalancers/{id}/contentcaching}, of the later service. */
@Path("/v1.0/{tenantId}/loadbalancers/{id}/contentcaching")
@Produces(Format.ALL)
public final class ContentCachingResource {
    private final ContentCachingService service;
    private final Preconditions preconditions;

    public ContentCachingResource(ContentCachingService service, Preconditions preconditions) {
        this.service = service;
        this.preconditions = preconditions;
    }

    @GET
    public Representation get(@Context ContainerRequestContext request, @PathParam("id") String id) {
        return ContentCachingBody.one(service.get(CallerOf.request(request), Ids.loadBalancer(id)));
    }

    @PUT
    @Consumes(Format.ALL)
    public Response put(@Context ContainerRequestContext request, @PathParam("id") String id, @Nullable JsonNode body) {
        List<Violation> violations = new ArrayList<>();
        Optional<Boolean> enabled = ContentCachingBody.read(body, violations);
        LoadBalancerId changed = Ids.loadBalancer(id);
        service.set(CallerOf.request(request), changed, enabled, violations, preconditions.admission(request, changed));
        return Answers.accepted();
    }
}
