package io.steelyard.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.control.fleet.SourceAddresses;
import io.steelyard.control.virtualip.VipPools;
import io.steelyard.domain.virtualip.IpAddress;
import io.steelyard.testkit.SamplePools;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;

class OwnSourceAddressesTest {
    private static final VipPools POOLS = SamplePools.of("127.100.0.0/16", "127.101.0.0/16");

    @Test
    void nodesOnBothNetworksSeeConnectionsFromThere() throws IOException {
        SourceAddresses sources = OwnSourceAddresses.towards(POOLS);

        assertThat(sources.ipv4Public()).contains(seenAt("127.100.9.9"));
        assertThat(sources.ipv4Servicenet()).contains(seenAt("127.101.9.9"));
    }

    @Test
    void whereThereAreNoVirtualIpsThereIsNoSource() {
        SourceAddresses sources = OwnSourceAddresses.towards(POOLS);

        assertThat(sources.ipv6Public()).isEmpty();
        assertThat(sources.ipv6Servicenet()).isEmpty();
    }

    private static IpAddress seenAt(String node) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.ofLiteral(node));
                Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
                Socket accepted = server.accept()) {
            assertThat(client.isConnected()).isTrue();
            return IpAddress.of(accepted.getInetAddress().getAddress());
        }
    }
}
