package io.steelyard.proxy.proxyprotocol;

import io.steelyard.domain.virtualip.Cidr;
import io.steelyard.domain.virtualip.IpAddress;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;

/**
 * Who carries others' connections to us and says whose they are. From everybody else a header is no more than what the
 * client sends.
 *
 * @param networks where they are
 * @param headerTime from accept to the end of the header
 */
public record Carriers(List<Cidr> networks, Duration headerTime) {
    public static final Carriers NONE = new Carriers(List.of(), Duration.ofSeconds(10));

    public Carriers {
        networks = List.copyOf(networks);
    }

    /** Whether connections from there begin with a header. */
    public boolean include(InetAddress address) {
        if (networks.isEmpty()) {
            return false;
        }
        IpAddress ip = IpAddress.of(address.getAddress());
        return networks.stream().anyMatch(network -> network.contains(ip));
    }
}
