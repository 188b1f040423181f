package io.steelyard.api.rackspace.ssltermination;

import io.steelyard.api.body.Representation;
import io.steelyard.api.http.Format;
import io.steelyard.api.http.Paging;
import io.steelyard.api.rackspace.Answers;
import io.steelyard.api.rackspace.CallerOf;
import io.steelyard.api.rackspace.Ids;
import io.steelyard.api.rackspace.Preconditions;
import io.steelyard.control.ssltermination.CertificateMappingService;
import io.steelyard.control.ssltermination.NewCertificateMapping;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.tls.CertificateMapping;
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
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** {@code /loadbalancers/{id}/ssltermination/certificatemappings}, as the later service has it. */
@Path("/v1.0/{tenantId}/loadbalancers/{id}/ssltermination/certificatemappings")
@Produces(Format.ALL)
public final class CertificateMappingResource {
    private final CertificateMappingService service;
    private final Preconditions preconditions;

    public CertificateMappingResource(CertificateMappingService service, Preconditions preconditions) {
        this.service = service;
        this.preconditions = preconditions;
    }

    @GET
    public Representation list(@Context ContainerRequestContext request, @PathParam("id") String id) {
        Paging paging = Paging.of(request.getUriInfo().getQueryParameters());
        return CertificateMappingBody.list(
                paging.of(service.list(CallerOf.request(request), Ids.loadBalancer(id)), CertificateMapping::id));
    }

    @POST
    @Consumes(Format.ALL)
    public Response add(@Context ContainerRequestContext request, @PathParam("id") String id, @Nullable JsonNode body) {
        NewCertificateMapping wanted = CertificateMappingBody.readNew(body);
        LoadBalancerId loadBalancer = Ids.loadBalancer(id);
        return Answers.accepted(CertificateMappingBody.one(service.add(
                CallerOf.request(request), loadBalancer, wanted, preconditions.admission(request, loadBalancer))));
    }

    @GET
    @Path("{mapping}")
    public Representation get(
            @Context ContainerRequestContext request,
            @PathParam("id") String id,
            @PathParam("mapping") String mapping) {
        return CertificateMappingBody.one(
                service.get(CallerOf.request(request), Ids.loadBalancer(id), Ids.certificateMapping(mapping)));
    }

    @PUT
    @Path("{mapping}")
    @Consumes(Format.ALL)
    public Response update(
            @Context ContainerRequestContext request,
            @PathParam("id") String id,
            @PathParam("mapping") String mapping,
            @Nullable JsonNode body) {
        NewCertificateMapping wanted = CertificateMappingBody.readChange(body);
        LoadBalancerId loadBalancer = Ids.loadBalancer(id);
        return Answers.accepted(CertificateMappingBody.one(service.update(
                CallerOf.request(request),
                loadBalancer,
                Ids.certificateMapping(mapping),
                wanted,
                preconditions.admission(request, loadBalancer))));
    }

    @DELETE
    @Path("{mapping}")
    public Response remove(
            @Context ContainerRequestContext request,
            @PathParam("id") String id,
            @PathParam("mapping") String mapping) {
        LoadBalancerId loadBalancer = Ids.loadBalancer(id);
        service.remove(
                CallerOf.request(request),
                loadBalancer,
                Ids.certificateMapping(mapping),
                preconditions.admission(request, loadBalancer));
        return Answers.accepted();
    }
}
