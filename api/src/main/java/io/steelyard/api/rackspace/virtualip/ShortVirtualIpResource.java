package io.steelyard.api.rackspace.virtualip;

import io.steelyard.api.http.Format;
import io.steelyard.api.rackspace.Answers;
import io.steelyard.api.rackspace.CallerOf;
import io.steelyard.api.rackspace.Ids;
import io.steelyard.api.rackspace.Preconditions;
import io.steelyard.control.virtualip.VirtualIpService;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** {@code /loadbalancers/{id}/{virtualIp}}: the path that the table of section 4.7 of the 2010 specification prints. */
@Path("/v1.0/{tenantId}/loadbalancers/{id}/{virtualIp: [0-9]+}")
@Produces(Format.ALL)
public final class ShortVirtualIpResource {
    private final VirtualIpService virtualIps;
    private final Preconditions preconditions;

    public ShortVirtualIpResource(VirtualIpService virtualIps, Preconditions preconditions) {
        this.virtualIps = virtualIps;
        this.preconditions = preconditions;
    }

    @DELETE
    public Response remove(
            @Context ContainerRequestContext request,
            @PathParam("id") String id,
            @PathParam("virtualIp") String virtualIp) {
        LoadBalancerId loadBalancer = Ids.loadBalancer(id);
        virtualIps.remove(
                CallerOf.request(request),
                loadBalancer,
                List.of(Ids.virtualIp(virtualIp)),
                preconditions.admission(request, loadBalancer));
        return Answers.accepted();
    }
}
