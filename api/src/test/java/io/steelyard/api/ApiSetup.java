package io.steelyard.api;

import io.steelyard.control.ratelimit.RateLimits;
import io.steelyard.control.store.Store;
import io.steelyard.control.virtualip.VipPools;
import io.steelyard.domain.pool.Algorithm;
import io.steelyard.domain.region.RegionName;
import io.steelyard.testkit.SamplePools;
import io.steelyard.testkit.store.InMemoryStore;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** What a test wants otherwise than usual. */
public record ApiSetup(
        Store store,
        InstantSource clock,
        Duration pendingWait,
        List<RegionName> regions,
        Map<RegionName, URI> urls,
        VipPools pools,
        RateLimits rateLimits,
        List<Algorithm> algorithms) {
    private static final VipPools USUAL_POOLS = SamplePools.of("127.100.0.0/16", "127.101.0.0/16");

    public static ApiSetup usual() {
        return new ApiSetup(
                new InMemoryStore(),
                InstantSource.system(),
                Duration.ofSeconds(5),
                List.of(new RegionName("ORD")),
                Map.of(),
                USUAL_POOLS,
                RateLimits.NONE,
                Algorithm.SPECIFIED);
    }

    public ApiSetup withStore(Store other) {
        return new ApiSetup(other, clock, pendingWait, regions, urls, pools, rateLimits, algorithms);
    }

    public ApiSetup withClock(InstantSource other) {
        return new ApiSetup(store, other, pendingWait, regions, urls, pools, rateLimits, algorithms);
    }

    public ApiSetup withPendingWait(Duration other) {
        return new ApiSetup(store, clock, other, regions, urls, pools, rateLimits, algorithms);
    }

    public ApiSetup withRegions(List<RegionName> others, Map<RegionName, URI> publicUrls) {
        return new ApiSetup(store, clock, pendingWait, others, publicUrls, pools, rateLimits, algorithms);
    }

    public ApiSetup withPools(VipPools others) {
        return new ApiSetup(store, clock, pendingWait, regions, urls, others, rateLimits, algorithms);
    }

    public ApiSetup withRateLimits(RateLimits others) {
        return new ApiSetup(store, clock, pendingWait, regions, urls, pools, others, algorithms);
    }

    public ApiSetup withAlgorithms(List<Algorithm> others) {
        return new ApiSetup(store, clock, pendingWait, regions, urls, pools, rateLimits, others);
    }
}
