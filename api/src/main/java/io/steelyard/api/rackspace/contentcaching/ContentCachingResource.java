package io.steelyard.api.rackspace.contentcaching;

import io.steelyard.api.rackspace.Preconditions;
import io.steelyard.api.rackspace.Switch;
import io.steelyard.api.rackspace.SwitchResource;
import io.steelyard.control.contentcaching.ContentCachingService;
import jakarta.ws.rs.Path;

/** {@code /loadbalancers/{id}/contentcaching}, of the later service. */
@Path("/v1.0/{tenantId}/loadbalancers/{id}/contentcaching")
public final class ContentCachingResource extends SwitchResource {
    public ContentCachingResource(ContentCachingService service, Preconditions preconditions) {
        super(Switch.CONTENT_CACHING, service, preconditions);
    }
}
