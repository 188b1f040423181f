package io.steelyard.api.operator.discovery;

import io.steelyard.api.body.Representation;
import io.steelyard.control.instance.DiscoveryReport;
import io.steelyard.control.instance.DiscoveryService;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code /operator/v1/discovery}: the clouds that are asked for instances, and what they answered. */
@Path("/operator/v1/discovery")
@Produces(MediaType.APPLICATION_JSON)
public final class DiscoveryResource {
    private final DiscoveryService discovery;

    public DiscoveryResource(DiscoveryService discovery) {
        this.discovery = discovery;
    }

    @GET
    public Representation list() {
        return Representation.list("clouds", discovery.reports(), DiscoveryResource::content);
    }

    private static ObjectNode content(DiscoveryReport report) {
        ObjectNode content = JsonNodeFactory.instance
                .objectNode()
                .put("source", report.source())
                .put("tenant", report.tenant().value())
                .put("listed", report.listed())
                .put("skipped", report.skipped());
        report.succeeded().ifPresent(when -> content.put("succeeded", when.toString()));
        report.failure().ifPresent(why -> content.put("failure", why));
        return content;
    }
}
