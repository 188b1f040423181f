package io.steelyard.api.operator.proxy;

import io.steelyard.api.body.Representation;
import io.steelyard.api.http.RequestException;
import io.steelyard.control.fleet.ProxyRestart;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code /operator/v1/proxy/restart}: a new process carries the traffic, which goes on. */
@Path("/operator/v1/proxy/restart")
@Produces(MediaType.APPLICATION_JSON)
public final class ProxyResource {
    private static final int CONFLICT = 409;

    private final ProxyRestart proxy;

    public ProxyResource(ProxyRestart proxy) {
        this.proxy = proxy;
    }

    @POST
    public Representation restart() {
        return switch (proxy.restart()) {
            case ProxyRestart.Restarted done ->
                Representation.of(
                        "proxy",
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("pid", done.pid())
                                .put("before", done.before()));
            case ProxyRestart.Refused refused -> throw new RequestException(CONFLICT, refused.reason());
        };
    }
}
