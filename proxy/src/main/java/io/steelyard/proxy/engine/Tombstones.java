package io.steelyard.proxy.engine;

import io.steelyard.domain.loadbalancer.LoadBalancerId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Deleted balancers, so that a late word of before cannot bring one back. Ids are never used again; the latest suffice. */
final class Tombstones {
    private static final int LIMIT = 10_000;

    private final Map<LoadBalancerId, Version> versions = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<LoadBalancerId, Version> eldest) {
            return size() > LIMIT;
        }
    };

    @Nullable
    Version get(LoadBalancerId id) {
        return versions.get(id);
    }

    void put(LoadBalancerId id, Version version) {
        versions.put(id, version);
    }

    void remove(LoadBalancerId id) {
        versions.remove(id);
    }

    Map<LoadBalancerId, Version> all() {
        return versions;
    }
}
