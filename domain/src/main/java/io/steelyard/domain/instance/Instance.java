package io.steelyard.domain.instance;

import io.steelyard.domain.region.Zone;
import io.steelyard.domain.virtualip.IpAddress;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A server of an account, as its inventory knows it.
 *
 * @param address where balancers reach it
 * @param group the scaling group that it belongs to
 * @param tags at most {@value #MAX_TAGS}
 */
public record Instance(
        InstanceId id, IpAddress address, Zone zone, State state, Optional<String> group, Map<String, String> tags) {
    public static final int MAX_TAGS = 50;

    public Instance {
        if (tags.size() > MAX_TAGS) {
            throw new IllegalArgumentException("an instance has at most " + MAX_TAGS + " tags, not " + tags.size());
        }
        tags = Collections.unmodifiableMap(new TreeMap<>(tags));
    }

    /** Whether it is meant to work. */
    public enum State {
        RUNNING,
        STOPPED
    }
}
