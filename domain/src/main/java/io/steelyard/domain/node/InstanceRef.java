package io.steelyard.domain.node;

import io.steelyard.domain.instance.Instance;
import io.steelyard.domain.instance.InstanceId;
import io.steelyard.domain.region.Zone;
import java.time.Instant;
import java.util.Optional;

/**
 * Which server of the inventory a node is, and where that was when it was looked up last.
 *
 * @param halted its state where it was anything but RUNNING; it gets no traffic then
 * @param leaves when what is open to it is cut and it is a node no more; present once nobody wants it
 */
public record InstanceRef(InstanceId id, Zone zone, Optional<Instance.State> halted, Optional<Instant> leaves) {
    /** One that works and stays. */
    public InstanceRef(InstanceId id, Zone zone) {
        this(id, zone, Optional.empty(), Optional.empty());
    }

    /** One that stays. */
    public static InstanceRef to(Instance instance) {
        return new InstanceRef(instance.id(), instance.zone()).following(instance);
    }

    public InstanceRef leaving(Instant when) {
        return new InstanceRef(id, zone, halted, Optional.of(when));
    }

    public InstanceRef staying() {
        return new InstanceRef(id, zone, halted, Optional.empty());
    }

    /** The same with what is known of it now. */
    public InstanceRef following(Instance instance) {
        return new InstanceRef(
                id,
                instance.zone(),
                Optional.of(instance.state()).filter(state -> state != Instance.State.RUNNING),
                leaves);
    }

    public boolean departs() {
        return leaves.isPresent();
    }
}
