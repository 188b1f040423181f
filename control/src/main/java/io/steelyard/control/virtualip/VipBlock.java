package io.steelyard.control.virtualip;

import io.steelyard.domain.region.Zone;
import io.steelyard.domain.virtualip.Cidr;
import io.steelyard.domain.virtualip.VipType;
import java.util.Optional;

/**
 * A network that virtual IPs are taken from.
 *
 * @param zone the availability zone that its addresses are in, which only balancers get that serve the zone in the classic
 *     dialect; empty for a network that all others get their addresses from
 * @param draining whether no more are taken; those that are stay
 */
public record VipBlock(Cidr network, VipType type, Optional<Zone> zone, boolean draining) {
    /**
     * Reads the form that settings use, {@code 198.51.100.0/24}, or {@code 198.51.100.0/24@us-east-1a} for one of a zone.
     *
     * @throws IllegalArgumentException with a sentence that says what is wrong
     */
    public static VipBlock parse(String text, VipType type) {
        int at = text.indexOf('@');
        return at < 0
                ? of(Cidr.require(text), type)
                : new VipBlock(
                        Cidr.require(text.substring(0, at)),
                        type,
                        Optional.of(new Zone(text.substring(at + 1))),
                        false);
    }

    /** One of no zone. */
    public static VipBlock of(Cidr network, VipType type) {
        return new VipBlock(network, type, Optional.empty(), false);
    }

    VipBlock withDraining(boolean other) {
        return new VipBlock(network, type, zone, other);
    }
}
