package io.steelyard.proxy.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.proxy.ProxyFailure;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import org.junit.jupiter.api.Test;

class ConnectFailuresTest {
    @Test
    void aRefusalIsTheNodes() {
        assertThat(ConnectFailures.of(new ConnectException("Connection refused")))
                .isEqualTo(ProxyFailure.CONNECT_REFUSED);
    }

    @Test
    void aNodeOutOfReachCountsAgainstIt() {
        assertThat(ConnectFailures.of(new NoRouteToHostException("No route to host")))
                .isEqualTo(ProxyFailure.CONNECT_FAILED);
    }

    @Test
    void ourOwnLackOfPortsIsNoFaultOfANode() {
        assertThat(ConnectFailures.of(new BindException("Cannot assign requested address")))
                .isEqualTo(ProxyFailure.NO_SOCKET);
        assertThat(ConnectFailures.of(
                        new ConnectException("connect(..) failed with error(-99): Cannot assign requested address")))
                .isEqualTo(ProxyFailure.NO_SOCKET);
    }
}
