package io.steelyard.api;

import io.steelyard.api.http.Endpoint;
import io.steelyard.api.http.HttpLimits;
import io.steelyard.api.http.RequestObserver;
import io.steelyard.control.fleet.SourceAddresses;
import io.steelyard.domain.pool.Algorithm;
import io.steelyard.domain.region.RegionName;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How the API listens and what it says of itself.
 *
 * @param regions at least one; the first is the default one
 * @param publicUrls where clients reach a region; a region that is missing is reached at the listener
 * @param pendingWait how long a Rackspace write waits for an earlier one to be applied before it is refused, 0 or more
 * @param sources where nodes see connections come from
 * @param algorithms that balancers may ask for
 * @param observer hears of every request
 */
public record ApiConfig(
        Endpoint endpoint,
        List<RegionName> regions,
        Map<RegionName, URI> publicUrls,
        Duration pendingWait,
        SourceAddresses sources,
        HttpLimits limits,
        List<Algorithm> algorithms,
        RequestObserver observer) {
    public static final Duration DEFAULT_PENDING_WAIT = Duration.ofSeconds(5);

    public ApiConfig {
        regions = List.copyOf(regions);
        algorithms = List.copyOf(algorithms);
        publicUrls = Map.copyOf(publicUrls);
    }
}
