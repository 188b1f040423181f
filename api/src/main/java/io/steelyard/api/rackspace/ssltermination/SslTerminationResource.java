package io.steelyard.api.rackspace.ssltermination;

import io.steelyard.api.body.Representation;
import io.steelyard.api.http.Format;
import io.steelyard.api.rackspace.Answers;
import io.steelyard.api.rackspace.CallerOf;
import io.steelyard.api.rackspace.Ids;
import io.steelyard.api.rackspace.Preconditions;
import io.steelyard.control.ssltermination.SslTerminationChange;
import io.steelyard.control.ssltermination.SslTerminationService;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** {@code /loadbalancers/{id}/ssltermination}, as the later service has it. */
@Path("/v1.0/{tenantId}/loadbalancers/{id}/ssltermination")
@Produces(Format.ALL)
public final class SslTerminationResource {
    private final SslTerminationService service;
    private final Preconditions preconditions;

    public SslTerminationResource(SslTerminationService service, Preconditions preconditions) {
        this.service = service;
        this.preconditions = preconditions;
    }

    @GET
    public Representation get(@Context ContainerRequestContext request, @PathParam("id") String id) {
        return SslTerminationBody.one(service.get(CallerOf.request(request), Ids.loadBalancer(id)));
    }

    @PUT
    @Consumes(Format.ALL)
    public Response set(@Context ContainerRequestContext request, @PathParam("id") String id, @Nullable JsonNode body) {
        SslTerminationChange wanted = SslTerminationBody.read(body);
        LoadBalancerId loadBalancer = Ids.loadBalancer(id);
        return Answers.accepted(SslTerminationBody.one(service.set(
                CallerOf.request(request), loadBalancer, wanted, preconditions.admission(request, loadBalancer))));
    }

    @DELETE
    public Response remove(@Context ContainerRequestContext request, @PathParam("id") String id) {
        LoadBalancerId loadBalancer = Ids.loadBalancer(id);
        service.remove(CallerOf.request(request), loadBalancer, preconditions.admission(request, loadBalancer));
        return Answers.accepted();
    }

    @GET
    @Path("ciphers")
    public Representation ciphers(@Context ContainerRequestContext request, @PathParam("id") String id) {
        return SslTerminationBody.ciphers(service.get(CallerOf.request(request), Ids.loadBalancer(id))
                .tls()
                .orElseThrow());
    }
}
