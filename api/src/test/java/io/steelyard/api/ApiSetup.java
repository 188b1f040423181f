package io.steelyard.api;

import io.steelyard.control.store.Store;
import io.steelyard.domain.region.RegionName;
import io.steelyard.testkit.store.InMemoryStore;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** What a test wants otherwise than usual. */
public record ApiSetup(
        Store store, InstantSource clock, Duration pendingWait, List<RegionName> regions, Map<RegionName, URI> urls) {
    public static ApiSetup usual() {
        return new ApiSetup(
                new InMemoryStore(),
                InstantSource.system(),
                Duration.ofSeconds(5),
                List.of(new RegionName("ORD")),
                Map.of());
    }

    public ApiSetup withStore(Store other) {
        return new ApiSetup(other, clock, pendingWait, regions, urls);
    }

    public ApiSetup withClock(InstantSource other) {
        return new ApiSetup(store, other, pendingWait, regions, urls);
    }

    public ApiSetup withPendingWait(Duration other) {
        return new ApiSetup(store, clock, other, regions, urls);
    }

    public ApiSetup withRegions(List<RegionName> others, Map<RegionName, URI> publicUrls) {
        return new ApiSetup(store, clock, pendingWait, others, publicUrls);
    }
}
