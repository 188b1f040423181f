package io.steelyard.domain.node;

import io.steelyard.domain.instance.InstanceId;
import io.steelyard.domain.region.Zone;
import java.time.Instant;
import java.util.Optional;

/**
 * Which server of the inventory a node is, and where that was when it was looked up last.
 *
 * @param leaves when what is open to it is cut and it is a node no more; present once nobody wants it
 */
public record InstanceRef(InstanceId id, Zone zone, Optional<Instant> leaves) {
    /** One that stays. */
    public InstanceRef(InstanceId id, Zone zone) {
        this(id, zone, Optional.empty());
    }

    public InstanceRef leaving(Instant when) {
        return new InstanceRef(id, zone, Optional.of(when));
    }

    public InstanceRef staying() {
        return new InstanceRef(id, zone);
    }

    public InstanceRef in(Zone other) {
        return new InstanceRef(id, other, leaves);
    }

    public boolean departs() {
        return leaves.isPresent();
    }
}
