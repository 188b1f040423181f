package io.steelyard.api.rackspace.limit;

import io.steelyard.api.body.Representation;
import io.steelyard.api.body.Times;
import io.steelyard.api.http.Format;
import io.steelyard.api.rackspace.CallerOf;
import io.steelyard.control.limit.LimitService;
import io.steelyard.control.ratelimit.RateLimitService;
import io.steelyard.control.ratelimit.RateState;
import io.steelyard.domain.account.TenantId;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code /limits}, as the later service has it: how much the account may ask for in a time, and how much it may have. */
@Path("/v1.0/{tenantId}/limits")
@Produces(Format.ALL)
public final class LimitResource {
    private final LimitService limits;
    private final RateLimitService rates;
    private final InstantSource clock;

    public LimitResource(LimitService limits, RateLimitService rates, InstantSource clock) {
        this.limits = limits;
        this.rates = rates;
        this.clock = clock;
    }

    @GET
    public Representation get(@Context ContainerRequestContext request) {
        TenantId tenant = CallerOf.request(request).tenant();
        ObjectNode content = JsonNodeFactory.instance.objectNode();
        ArrayNode groups = content.putArray("rate");
        byUri(rates.states(tenant)).forEach((uri, states) -> groups.add(group(tenant, states)));
        content.set("absolute", AbsoluteLimits.values(limits.of(tenant)));
        return Representation.of("limits", content);
    }

    private static Map<String, List<RateState>> byUri(List<RateState> states) {
        return states.stream()
                .collect(Collectors.groupingBy(state -> state.limit().uri(), LinkedHashMap::new, Collectors.toList()));
    }

    /** @param states of one URI */
    private ObjectNode group(TenantId tenant, List<RateState> states) {
        String account = "/v1.0/" + tenant;
        ObjectNode group = JsonNodeFactory.instance
                .objectNode()
                .put("uri", account + states.getFirst().limit().uri())
                .put(
                        "regex",
                        "^/v1\\.0/" + tenant + states.getFirst().limit().regex().substring(1));
        ArrayNode list = group.putArray("limit");
        states.forEach(state -> list.add(limit(state)));
        return group;
    }

    private ObjectNode limit(RateState state) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("verb", state.limit().verb().name())
                .put("value", state.limit().value())
                .put("remaining", state.remaining())
                .put("unit", state.limit().unit().name())
                .put("next-available", Times.text(clock.instant().plus(state.nextIn())));
    }
}
