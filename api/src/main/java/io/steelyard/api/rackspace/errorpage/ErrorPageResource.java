package io.steelyard.api.rackspace.errorpage;

import io.steelyard.api.body.BodyLimit;
import io.steelyard.api.body.Representation;
import io.steelyard.api.http.Format;
import io.steelyard.api.rackspace.Answers;
import io.steelyard.api.rackspace.CallerOf;
import io.steelyard.api.rackspace.Ids;
import io.steelyard.api.rackspace.Preconditions;
import io.steelyard.control.errorpage.ErrorPageService;
import io.steelyard.domain.errorpage.ErrorPage;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.refusal.Violation;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** {@code /loadbalancers/{id}/errorpage}, of HTTP balancers. */
@Path("/v1.0/{tenantId}/loadbalancers/{id}/errorpage")
@Produces(Format.ALL)
public final class ErrorPageResource {
    private final ErrorPageService errorPages;
    private final Preconditions preconditions;

    public ErrorPageResource(ErrorPageService errorPages, Preconditions preconditions) {
        this.errorPages = errorPages;
        this.preconditions = preconditions;
    }

    /** The service's own page when there is no other. */
    @GET
    public Representation get(@Context ContainerRequestContext request, @PathParam("id") String id) {
        return ErrorPageBody.of(errorPages
                .get(CallerOf.request(request), Ids.loadBalancer(id))
                .map(ErrorPage::content)
                .orElse(DefaultPage.CONTENT));
    }

    @PUT
    @Consumes(Format.ALL)
    public Response set(
            @Context ContainerRequestContext request,
            @PathParam("id") String id,
            @BodyLimit(ErrorPageBody.MAX_BODY) @Nullable JsonNode body) {
        List<Violation> violations = new ArrayList<>();
        Optional<ErrorPage> wanted = ErrorPageBody.read(body, violations);
        LoadBalancerId loadBalancer = Ids.loadBalancer(id);
        ErrorPage set = errorPages.set(
                CallerOf.request(request),
                loadBalancer,
                wanted,
                violations,
                preconditions.admission(request, loadBalancer));
        return Answers.accepted(ErrorPageBody.of(set.content()));
    }

    @DELETE
    public Response remove(@Context ContainerRequestContext request, @PathParam("id") String id) {
        LoadBalancerId loadBalancer = Ids.loadBalancer(id);
        errorPages.remove(CallerOf.request(request), loadBalancer, preconditions.admission(request, loadBalancer));
        return Answers.accepted();
    }
}
