package io.steelyard.api.operator.host;

import io.steelyard.api.body.Representation;
import io.steelyard.control.fleet.HostView;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.function.Supplier;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code /operator/v1/hosts}: what carries the traffic, and whether it is connected. */
@Path("/operator/v1/hosts")
@Produces(MediaType.APPLICATION_JSON)
public final class HostResource {
    private final Supplier<List<HostView>> hosts;

    public HostResource(Supplier<List<HostView>> hosts) {
        this.hosts = hosts;
    }

    @GET
    public Representation list() {
        return Representation.list("hosts", hosts.get(), HostResource::content);
    }

    private static ObjectNode content(HostView host) {
        ObjectNode content = JsonNodeFactory.instance
                .objectNode()
                .put("name", host.name())
                .put("connected", host.connectedSince().isPresent());
        host.connectedSince().ifPresent(since -> content.put("connectedSince", since.toString()));
        host.pid().ifPresent(pid -> content.put("pid", pid));
        host.transport().ifPresent(transport -> content.put("transport", transport));
        return content;
    }
}
