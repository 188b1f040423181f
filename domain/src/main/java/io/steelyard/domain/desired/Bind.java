package io.steelyard.domain.desired;

import io.steelyard.domain.listener.Port;
import io.steelyard.domain.listener.Transport;
import io.steelyard.domain.virtualip.IpAddress;

/** An address that a host listens on. */
public record Bind(IpAddress address, Port port, Transport transport) {
    @Override
    public String toString() {
        String host = address.toString();
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port + "/"
                + (transport == Transport.TCP ? "tcp" : "udp");
    }
}
