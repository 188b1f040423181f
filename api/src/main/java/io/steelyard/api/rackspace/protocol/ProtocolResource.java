package io.steelyard.api.rackspace.protocol;

import io.steelyard.api.body.Representation;
import io.steelyard.api.http.Format;
import io.steelyard.api.http.Paging;
import io.steelyard.domain.listener.Port;
import io.steelyard.domain.listener.Protocol;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code /loadbalancers/protocols} (2010 specification, section 4.14). */
@Path("/v1.0/{tenantId}/loadbalancers/protocols")
@Produces(Format.ALL)
public final class ProtocolResource {
    /** A protocol without a usual port shows 0: clients parse a number. */
    @GET
    public Representation list(@Context UriInfo uri) {
        ArrayNode protocols = JsonNodeFactory.instance.arrayNode();
        for (Protocol protocol : Paging.of(uri.getQueryParameters()).of(List.of(Protocol.values()))) {
            protocols
                    .addObject()
                    .put("name", protocol.name())
                    .put("port", protocol.usualPort().map(Port::value).orElse(0));
        }
        return Representation.of("protocols", protocols);
    }
}
