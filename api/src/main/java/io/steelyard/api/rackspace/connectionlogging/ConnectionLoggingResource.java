package io.steelyard.api.rackspace.connectionlogging;

import io.steelyard.api.rackspace.Preconditions;
import io.steelyard.api.rackspace.Switch;
import io.steelyard.api.rackspace.SwitchResource;
import io.steelyard.control.connectionlogging.ConnectionLoggingService;
import jakarta.ws.rs.Path;

/** {@code /loadbalancers/{id}/connectionlogging} (2010 specification, section 4.12). */
@Path("/v1.0/{tenantId}/loadbalancers/{id}/connectionlogging")
public final class ConnectionLoggingResource extends SwitchResource {
    public ConnectionLoggingResource(ConnectionLoggingService service, Preconditions preconditions) {
        super(Switch.CONNECTION_LOGGING, service, preconditions);
    }
}
