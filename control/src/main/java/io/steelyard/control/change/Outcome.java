package io.steelyard.control.change;

import io.steelyard.control.store.LoadBalancerRow;
import io.steelyard.control.store.ReadUnit;
import io.steelyard.domain.virtualip.VirtualIp;
import io.steelyard.domain.virtualip.VirtualIpId;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an edit would make of a balancer.
 *
 * @param before empty for one that would be made
 * @param virtualIps at least those of both rows
 */
public record Outcome(Optional<LoadBalancerRow> before, LoadBalancerRow after, Map<VirtualIpId, VirtualIp> virtualIps) {
    /** Within the unit that is given up afterwards. */
    public static Outcome of(ReadUnit unit, Optional<LoadBalancerRow> before, LoadBalancerRow after) {
        return new Outcome(
                before,
                after,
                unit.virtualIps(Stream.concat(before.stream(), Stream.of(after))
                        .flatMap(row -> row.virtualIps().stream())
                        .distinct()
                        .toList()));
    }
}
