package io.steelyard.api.rackspace;

import io.steelyard.api.body.Representation;
import io.steelyard.api.http.Format;
import io.steelyard.control.loadbalancer.SwitchService;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.refusal.Violation;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
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

/** What is turned on and off for a balancer at a path of its own. */
public abstract class SwitchResource {
    private final Switch asked;
    private final SwitchService service;
    private final Preconditions preconditions;

    protected SwitchResource(Switch asked, SwitchService service, Preconditions preconditions) {
        this.asked = asked;
        this.service = service;
        this.preconditions = preconditions;
    }

    @GET
    @Produces(Format.ALL)
    public Representation get(@Context ContainerRequestContext request, @PathParam("id") String id) {
        return asked.one(service.get(CallerOf.request(request), Ids.loadBalancer(id)));
    }

    @PUT
    @Consumes(Format.ALL)
    @Produces(Format.ALL)
    public Response put(@Context ContainerRequestContext request, @PathParam("id") String id, @Nullable JsonNode body) {
        List<Violation> violations = new ArrayList<>();
        Optional<Boolean> enabled = asked.read(body, violations);
        LoadBalancerId changed = Ids.loadBalancer(id);
        service.set(CallerOf.request(request), changed, enabled, violations, preconditions.admission(request, changed));
        return Answers.accepted();
    }
}
