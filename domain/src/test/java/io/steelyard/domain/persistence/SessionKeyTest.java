package io.steelyard.domain.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.node.NodeId;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SessionKeyTest {
    private static final LoadBalancerId ONE = new LoadBalancerId(1);
    private static final LoadBalancerId OTHER = new LoadBalancerId(2);

    private final SessionKey key = key(1);

    @Test
    void theSameKeyGivesTheSameCookies() {
        assertThat(key(1).cookieName(ONE)).isEqualTo(key.cookieName(ONE));
        assertThat(key(1).cookieValue(ONE, new NodeId(7))).isEqualTo(key.cookieValue(ONE, new NodeId(7)));
    }

    @Test
    void everyNodeOfEveryBalancerHasItsOwnUnderEveryKey() {
        Set<String> values = new HashSet<>();
        for (SessionKey each : new SessionKey[] {key, key(2)}) {
            for (LoadBalancerId balancer : new LoadBalancerId[] {ONE, OTHER}) {
                for (int node = 1; node <= 100; node++) {
                    values.add(each.cookieValue(balancer, new NodeId(node)));
                }
            }
        }

        assertThat(values).hasSize(400).allMatch(value -> value.matches("[A-Za-z0-9_-]{22}"));
    }

    @Test
    void balancersAtOneAddressHaveCookiesOfDifferentNames() {
        assertThat(key.cookieName(ONE)).matches("session-[A-Za-z0-9_-]{8}").isNotEqualTo(key.cookieName(OTHER));
    }

    @Test
    void itIsNeverShown() {
        assertThat(key).hasToString("a session key");
    }

    @Test
    void aShortOneIsRefused() {
        assertThatThrownBy(() -> new SessionKey(new byte[16])).isInstanceOf(IllegalArgumentException.class);
    }

    private static SessionKey key(int octet) {
        byte[] secret = new byte[SessionKey.LENGTH];
        Arrays.fill(secret, (byte) octet);
        return new SessionKey(secret);
    }
}
