package io.steelyard.api.rackspace.virtualip;

import io.steelyard.api.http.ChangesSince;
import io.steelyard.api.http.Format;
import io.steelyard.api.http.Paging;
import io.steelyard.api.rackspace.Answers;
import io.steelyard.api.rackspace.CallerOf;
import io.steelyard.api.rackspace.Idempotency;
import io.steelyard.api.rackspace.Ids;
import io.steelyard.api.rackspace.Preconditions;
import io.steelyard.control.virtualip.NewVirtualIp;
import io.steelyard.control.virtualip.VirtualIpService;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.refusal.Violation;
import io.steelyard.domain.virtualip.VirtualIp;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** {@code /loadbalancers/{id}/virtualips} (2010 specification, section 4.7). */
@Path("/v1.0/{tenantId}/loadbalancers/{id}/virtualips")
@Produces(Format.ALL)
public final class VirtualIpResource {
    private final VirtualIpService virtualIps;
    private final Idempotency idempotency;
    private final Preconditions preconditions;

    public VirtualIpResource(VirtualIpService virtualIps, Idempotency idempotency, Preconditions preconditions) {
        this.virtualIps = virtualIps;
        this.idempotency = idempotency;
        this.preconditions = preconditions;
    }

    @GET
    public Response list(@Context ContainerRequestContext request, @PathParam("id") String id) {
        MultivaluedMap<String, String> query = request.getUriInfo().getQueryParameters();
        Paging paging = Paging.of(query);
        return Answers.changed(
                virtualIps.list(CallerOf.request(request), Ids.loadBalancer(id)),
                VirtualIp::updated,
                ChangesSince.of(query),
                changed -> VirtualIpBody.list(paging.of(changed, vip -> vip.id().value())));
    }

    @POST
    @Consumes(Format.ALL)
    public Response add(@Context ContainerRequestContext request, @PathParam("id") String id, @Nullable JsonNode body) {
        List<Violation> violations = new ArrayList<>();
        Optional<NewVirtualIp> wanted = VirtualIpBody.read(body, violations);
        LoadBalancerId loadBalancer = Ids.loadBalancer(id);
        return idempotency.accepted(
                request,
                body,
                _ -> loadBalancer,
                VirtualIpBody::one,
                receipt -> virtualIps.add(
                        CallerOf.request(request),
                        loadBalancer,
                        wanted,
                        violations,
                        preconditions.admission(request, loadBalancer),
                        receipt));
    }

    @DELETE
    public Response removeBatch(
            @Context ContainerRequestContext request,
            @PathParam("id") String id,
            @QueryParam("id") List<String> removed) {
        return remove(request, id, removed);
    }

    @DELETE
    @Path("{virtualIp}")
    public Response remove(
            @Context ContainerRequestContext request,
            @PathParam("id") String id,
            @PathParam("virtualIp") String virtualIp) {
        return remove(request, id, List.of(virtualIp));
    }

    private Response remove(ContainerRequestContext request, String id, List<String> removed) {
        virtualIps.remove(
                CallerOf.request(request),
                Ids.loadBalancer(id),
                removed.stream().map(Ids::virtualIp).toList(),
                preconditions.admission(request, Ids.loadBalancer(id)));
        return Answers.accepted();
    }
}
