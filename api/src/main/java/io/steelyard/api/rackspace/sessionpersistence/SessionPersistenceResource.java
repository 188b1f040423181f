package io.steelyard.api.rackspace.sessionpersistence;

import io.steelyard.api.body.Representation;
import io.steelyard.api.http.Format;
import io.steelyard.api.rackspace.Answers;
import io.steelyard.api.rackspace.CallerOf;
import io.steelyard.api.rackspace.Ids;
import io.steelyard.api.rackspace.Preconditions;
import io.steelyard.control.sessionpersistence.SessionPersistenceService;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.persistence.SessionPersistence;
import io.steelyard.domain.refusal.Violation;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
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

/** {@code /loadbalancers/{id}/sessionpersistence} (2010 specification, section 4.11). */
@Path("/v1.0/{tenantId}/loadbalancers/{id}/sessionpersistence")
@Produces(Format.ALL)
public final class SessionPersistenceResource {
    private final SessionPersistenceService service;
    private final Preconditions preconditions;

    public SessionPersistenceResource(SessionPersistenceService service, Preconditions preconditions) {
        this.service = service;
        this.preconditions = preconditions;
    }

    @GET
    public Representation get(@Context ContainerRequestContext request, @PathParam("id") String id) {
        return SessionPersistenceBody.one(service.get(CallerOf.request(request), Ids.loadBalancer(id)));
    }

    @POST
    @Consumes(Format.ALL)
    public Response post(
            @Context ContainerRequestContext request, @PathParam("id") String id, @Nullable JsonNode body) {
        return set(request, id, body);
    }

    @PUT
    @Consumes(Format.ALL)
    public Response put(@Context ContainerRequestContext request, @PathParam("id") String id, @Nullable JsonNode body) {
        return set(request, id, body);
    }

    private Response set(ContainerRequestContext request, String id, @Nullable JsonNode body) {
        List<Violation> violations = new ArrayList<>();
        Optional<SessionPersistence> wanted = SessionPersistenceBody.read(body, violations);
        LoadBalancerId loadBalancer = Ids.loadBalancer(id);
        SessionPersistence stored = service.set(
                CallerOf.request(request),
                loadBalancer,
                wanted,
                violations,
                preconditions.admission(request, loadBalancer));
        return Answers.accepted(SessionPersistenceBody.one(Optional.of(stored)));
    }

    @DELETE
    public Response remove(@Context ContainerRequestContext request, @PathParam("id") String id) {
        LoadBalancerId loadBalancer = Ids.loadBalancer(id);
        service.remove(CallerOf.request(request), loadBalancer, preconditions.admission(request, loadBalancer));
        return Answers.accepted();
    }
}
