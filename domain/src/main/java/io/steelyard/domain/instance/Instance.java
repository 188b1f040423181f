package io.steelyard.domain.instance;

import io.steelyard.domain.region.Zone;
import io.steelyard.domain.virtualip.IpAddress;
import java.time.Instant;
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
 * @param origin what says that it is there; empty for one that was named by a person
 */
public record Instance(
        InstanceId id,
        IpAddress address,
        Zone zone,
        State state,
        Optional<String> group,
        Map<String, String> tags,
        Optional<Origin> origin) {
    public static final int MAX_TAGS = 50;

    public Instance {
        if (tags.size() > MAX_TAGS) {
            throw new IllegalArgumentException("an instance has at most " + MAX_TAGS + " tags, not " + tags.size());
        }
        tags = Collections.unmodifiableMap(new TreeMap<>(tags));
    }

    /** One that was named by a person. */
    public Instance(
            InstanceId id,
            IpAddress address,
            Zone zone,
            State state,
            Optional<String> group,
            Map<String, String> tags) {
        this(id, address, zone, state, group, tags, Optional.empty());
    }

    public Instance with(State otherState, Origin otherOrigin) {
        return new Instance(id, address, zone, otherState, group, tags, Optional.of(otherOrigin));
    }

    /** Whether everything but its origin is the same. */
    public boolean looksLike(Instance other) {
        return equals(new Instance(other.id, other.address, other.zone, other.state, other.group, other.tags, origin));
    }

    /** When it counts as stopped unless it is announced again; empty for one that need not be, or is stopped. */
    public Optional<Instant> silentFrom() {
        return state == State.RUNNING && origin.orElse(null) instanceof Origin.Announced announced
                ? Optional.of(announced.until())
                : Optional.empty();
    }

    /** Whether it works; load balancers send traffic to those that are RUNNING alone. */
    public enum State {
        RUNNING,
        STOPPED,
        TERMINATED
    }
}
