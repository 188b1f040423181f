package io.steelyard.control.usage;

import io.steelyard.control.store.LoadBalancerRow;
import io.steelyard.control.store.ReadUnit;
import io.steelyard.domain.virtualip.VipType;

/**
 * What a balancer's use is billed by; a change of it begins another record.
 *
 * @param vipType PUBLIC when any of its virtual IPs is
 */
public record UsageTerms(int virtualIps, VipType vipType, SslMode sslMode, boolean suspended) {
    /** @throws java.util.NoSuchElementException when the balancer is DELETED */
    static UsageTerms of(ReadUnit unit, LoadBalancerRow row) {
        boolean open =
                unit.virtualIps(row.virtualIps()).values().stream().anyMatch(vip -> vip.type() == VipType.PUBLIC);
        return new UsageTerms(
                row.virtualIps().size(),
                open ? VipType.PUBLIC : VipType.SERVICENET,
                SslMode.of(row.configuration().orElseThrow()),
                row.change().suspended());
    }
}
