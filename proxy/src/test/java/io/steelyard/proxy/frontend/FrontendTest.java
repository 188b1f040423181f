package io.steelyard.proxy.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.domain.desired.Bind;
import io.steelyard.domain.listener.ListenerId;
import io.steelyard.domain.listener.Port;
import io.steelyard.domain.listener.Protocol;
import io.steelyard.domain.listener.Role;
import io.steelyard.domain.listener.Transport;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.loadbalancer.TrafficPolicy;
import io.steelyard.domain.pool.Algorithm;
import io.steelyard.domain.virtualip.IpAddress;
import io.steelyard.proxy.balance.Memory;
import io.steelyard.proxy.balance.Ties;
import io.steelyard.proxy.counters.ListenerCounters;
import io.steelyard.proxy.counters.Metering;
import io.steelyard.proxy.throttle.Clients;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FrontendTest {
    private static final long NOW = 1_000;
    private static final Metering METERING = new Metering(Optional.empty(), 1);
    private static final ListenerCounters UNCOUNTED =
            METERING.listener(METERING.of(new LoadBalancerId(1)).plain());

    private final Frontend frontend = new Frontend(
            new LoadBalancerId(1),
            new Bind(IpAddress.of(InetAddress.ofLiteral("127.0.0.1").getAddress()), new Port(8080), Transport.TCP),
            new Terms(new ListenerId(1), Role.PRIMARY, Protocol.HTTP, false, Optional.empty()),
            new RouteCell(new Route(
                    List.of(),
                    Algorithm.RANDOM,
                    new Memory(new Ties()),
                    Policy.of(TrafficPolicy.DEFAULT, Clients::new))),
            new ConnectionCap(1, 1, () -> 0),
            UNCOUNTED);

    @Test
    void itServesUntilItIsRetired() {
        assertThat(frontend.isRetired()).isFalse();
        assertThat(frontend.isRevoked(NOW)).isFalse();
    }

    @Test
    void aRetiredOneIsRevokedWhenItsTimeIsOver() {
        frontend.retire(NOW + 10);

        assertThat(frontend.isRetired()).isTrue();
        assertThat(frontend.isRevoked(NOW + 9)).isFalse();
        assertThat(frontend.isRevoked(NOW + 10)).isTrue();
    }

    @Test
    void aLaterEndDoesNotLengthenAnEarlierOne() {
        frontend.retire(NOW + 10);
        frontend.retire(NOW + 20);
        assertThat(frontend.isRevoked(NOW + 10)).isTrue();

        frontend.retire(NOW);
        assertThat(frontend.isRevoked(NOW)).isTrue();
    }
}
