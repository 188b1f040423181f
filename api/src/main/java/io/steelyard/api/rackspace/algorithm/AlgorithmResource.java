package io.steelyard.api.rackspace.algorithm;

import io.steelyard.api.body.Representation;
import io.steelyard.api.http.Format;
import io.steelyard.api.http.Paging;
import io.steelyard.domain.pool.Algorithm;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code /loadbalancers/algorithms} (2010 specification, section 4.15). */
@Path("/v1.0/{tenantId}/loadbalancers/algorithms")
@Produces(Format.ALL)
public final class AlgorithmResource {
    private final List<Algorithm> offered;

    /** @param offered in the order in which they are listed */
    public AlgorithmResource(List<Algorithm> offered) {
        this.offered = List.copyOf(offered);
    }

    @GET
    public Representation list(@Context UriInfo uri) {
        ArrayNode algorithms = JsonNodeFactory.instance.arrayNode();
        for (Algorithm algorithm : Paging.of(uri.getQueryParameters()).of(offered)) {
            algorithms.addObject().put("name", algorithm.name());
        }
        return Representation.of("algorithms", algorithms);
    }
}
