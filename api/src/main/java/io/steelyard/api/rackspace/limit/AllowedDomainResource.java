package io.steelyard.api.rackspace.limit;

import io.steelyard.api.body.Representation;
import io.steelyard.api.http.Format;
import io.steelyard.control.node.NodeDomains;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code /loadbalancers/alloweddomains}, as the later service has it: which domains the host names of nodes may be in. */
@Path("/v1.0/{tenantId}/loadbalancers/alloweddomains")
@Produces(Format.ALL)
public final class AllowedDomainResource {
    private final NodeDomains domains;

    public AllowedDomainResource(NodeDomains domains) {
        this.domains = domains;
    }

    @GET
    public Representation list() {
        ArrayNode items = JsonNodeFactory.instance.arrayNode();
        domains.domains().forEach(domain -> items.addObject().put("name", domain));
        return Representation.of("allowedDomains", items);
    }
}
