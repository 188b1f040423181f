package io.steelyard.domain.node;

import io.steelyard.domain.instance.InstanceId;
import io.steelyard.domain.region.Zone;

/** Which server of the inventory a node is, and where that was when it was looked up last. */
public record InstanceRef(InstanceId id, Zone zone) {}
