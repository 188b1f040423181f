package io.steelyard.server;

import io.steelyard.control.fleet.SourceAddresses;
import io.steelyard.control.virtualip.VipPools;
import io.steelyard.domain.virtualip.Cidr;
import io.steelyard.domain.virtualip.IpAddress;
import io.steelyard.domain.virtualip.IpVersion;
import io.steelyard.domain.virtualip.VipType;
import java.io.IOException;
import java.net.DatagramSocket;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where nodes see this machine's connections come from: the address that the kernel gives to whoever connects from here to the
 * networks of the virtual IPs. Asking it sends nothing.
 */
final class OwnSourceAddresses {
    private static final Logger LOG = LoggerFactory.getLogger(OwnSourceAddresses.class);
    private static final int ANY_PORT = 9;
    /** Further bits than these are not needed to come to an address that nobody has. */
    private static final int MOST_BITS = 32;

    private OwnSourceAddresses() {}

    /** Towards the networks that virtual IPs come from; empty where there is none, or no way to it. */
    static SourceAddresses towards(VipPools pools) {
        return new SourceAddresses(
                towards(pools, VipType.PUBLIC, IpVersion.IPV4),
                towards(pools, VipType.PUBLIC, IpVersion.IPV6),
                towards(pools, VipType.SERVICENET, IpVersion.IPV4),
                towards(pools, VipType.SERVICENET, IpVersion.IPV6));
    }

    private static Optional<IpAddress> towards(VipPools pools, VipType type, IpVersion version) {
        return pools.of(type, version, Optional.empty()).stream().findFirst().flatMap(OwnSourceAddresses::towards);
    }

    private static Optional<IpAddress> towards(Cidr network) {
        IpAddress there = last(network);
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(there.toInetAddress(), ANY_PORT);
            return Optional.of(IpAddress.of(socket.getLocalAddress().getAddress()))
                    .filter(address -> !address.isUnspecified());
        } catch (IOException | RuntimeException noWay) {
            LOG.debug("There is no way to {}: {}", there, noWay.toString());
            return Optional.empty();
        }
    }

    /** Virtual IPs are given out from the lowest on: an address that this machine had itself would be its own source. */
    private static IpAddress last(Cidr network) {
        int bits = Math.min(MOST_BITS, network.network().bytes().length * Byte.SIZE - network.prefixLength());
        return network.at(Math.max(0, (1L << bits) - 2)).orElse(network.network());
    }
}
