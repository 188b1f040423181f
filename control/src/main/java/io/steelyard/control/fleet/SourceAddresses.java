package io.steelyard.control.fleet;

import io.steelyard.domain.virtualip.IpAddress;
import java.util.Optional;

/**
 * Where nodes see connections come from: the addresses that a firewall in front of them has to let in. Empty where hosts have
 * no way to such a network.
 */
public record SourceAddresses(
        Optional<IpAddress> ipv4Public,
        Optional<IpAddress> ipv6Public,
        Optional<IpAddress> ipv4Servicenet,
        Optional<IpAddress> ipv6Servicenet) {
    public static final SourceAddresses NONE =
            new SourceAddresses(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}
