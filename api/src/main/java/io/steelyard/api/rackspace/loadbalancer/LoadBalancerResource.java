package io.steelyard.api.rackspace.loadbalancer;

import io.steelyard.api.body.BodyLimit;
import io.steelyard.api.body.Representation;
import io.steelyard.api.http.ChangesSince;
import io.steelyard.api.http.Format;
import io.steelyard.api.http.Paging;
import io.steelyard.api.rackspace.Answers;
import io.steelyard.api.rackspace.CallerOf;
import io.steelyard.api.rackspace.DryRuns;
import io.steelyard.api.rackspace.Idempotency;
import io.steelyard.api.rackspace.Ids;
import io.steelyard.api.rackspace.Preconditions;
import io.steelyard.api.rackspace.errorpage.ErrorPageBody;
import io.steelyard.control.fleet.SourceAddresses;
import io.steelyard.control.loadbalancer.LoadBalancerService;
import io.steelyard.control.loadbalancer.LoadBalancerView;
import io.steelyard.control.store.LoadBalancerFilter;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.pool.Algorithm;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** {@code /loadbalancers} (2010 specification, sections 4.1 to 4.4). */
@Path("/v1.0/{tenantId}/loadbalancers")
@Produces(Format.ALL)
public final class LoadBalancerResource {
    private final LoadBalancerService loadBalancers;
    private final Idempotency idempotency;
    private final Preconditions preconditions;
    private final SourceAddresses sources;
    private final List<Algorithm> algorithms;

    /** @param algorithms that may be asked for */
    public LoadBalancerResource(
            LoadBalancerService loadBalancers,
            Idempotency idempotency,
            Preconditions preconditions,
            SourceAddresses sources,
            List<Algorithm> algorithms) {
        this.loadBalancers = loadBalancers;
        this.idempotency = idempotency;
        this.preconditions = preconditions;
        this.sources = sources;
        this.algorithms = List.copyOf(algorithms);
    }

    @GET
    public Response list(@Context ContainerRequestContext request) {
        MultivaluedMap<String, String> query = request.getUriInfo().getQueryParameters();
        LoadBalancerFilter filter = LoadBalancerFilters.read(query);
        Paging paging = Paging.of(query);
        List<LoadBalancerView> page = list(request, filter, paging);
        boolean nothingChanged = filter.changedSince().isPresent()
                && page.isEmpty()
                && list(request, filter, Paging.FIRST).isEmpty();
        return nothingChanged
                ? ChangesSince.nothing()
                : Response.ok(LoadBalancerBody.list(page)).build();
    }

    private List<LoadBalancerView> list(ContainerRequestContext request, LoadBalancerFilter filter, Paging paging) {
        return loadBalancers.list(
                CallerOf.request(request), filter, Math.max(1, paging.marker()), paging.offset(), paging.limit());
    }

    @POST
    @Consumes(Format.ALL)
    public Response create(
            @Context ContainerRequestContext request, @BodyLimit(ErrorPageBody.MAX_BODY) @Nullable JsonNode body) {
        return idempotency.accepted(
                request,
                body,
                view -> view.row().id(),
                this::details,
                receipt -> loadBalancers.create(
                        CallerOf.request(request),
                        NewLoadBalancerBody.read(body, algorithms),
                        DryRuns.creation(request),
                        receipt));
    }

    private Representation details(LoadBalancerView view) {
        return LoadBalancerBody.details(view, sources);
    }

    @DELETE
    public Response deleteBatch(@Context ContainerRequestContext request, @QueryParam("id") List<String> ids) {
        loadBalancers.delete(
                CallerOf.request(request), ids.stream().map(Ids::loadBalancer).toList(), preconditions.batch(request));
        return Answers.accepted();
    }

    @GET
    @Path("{id}")
    public Response get(@Context ContainerRequestContext request, @PathParam("id") String id) {
        Optional<ChangesSince> changes = ChangesSince.of(request.getUriInfo().getQueryParameters());
        LoadBalancerView view = loadBalancers.get(CallerOf.request(request), Ids.loadBalancer(id));
        if (changes.filter(since -> !since.includes(view.row().change().updated()))
                .isPresent()) {
            return ChangesSince.nothing();
        }
        return Preconditions.answer(request, view.row(), details(view));
    }

    @PUT
    @Path("{id}")
    @Consumes(Format.ALL)
    public Response update(
            @Context ContainerRequestContext request, @PathParam("id") String id, @Nullable JsonNode body) {
        LoadBalancerId changed = Ids.loadBalancer(id);
        loadBalancers.update(
                CallerOf.request(request),
                changed,
                LoadBalancerUpdateBody.read(body, algorithms),
                preconditions.admission(request, changed));
        return Answers.accepted();
    }

    @DELETE
    @Path("{id}")
    public Response delete(@Context ContainerRequestContext request, @PathParam("id") String id) {
        LoadBalancerId deleted = Ids.loadBalancer(id);
        loadBalancers.delete(CallerOf.request(request), List.of(deleted), preconditions.admission(request, deleted));
        return Answers.accepted();
    }
}
