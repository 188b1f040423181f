package io.steelyard.api.region;

import io.steelyard.domain.region.RegionName;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells by the Host header which region a request is for. A host that is no region's public one means the first. */
public final class RegionOfRequest {
    private final Map<String, RegionName> byAuthority = new HashMap<>();
    private final RegionName first;

    public RegionOfRequest(PublicUrls urls) {
        this.first = urls.first();
        urls.byRegion().forEach((region, url) -> byAuthority.put(PublicUrls.authority(url.getRawAuthority()), region));
    }

    public RegionName of(ContainerRequestContext request) {
        @Nullable String host = request.getHeaderString(HttpHeaders.HOST);
        if (host == null) {
            return first;
        }
        return byAuthority.getOrDefault(PublicUrls.authority(host), first);
    }
}
