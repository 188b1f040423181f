package io.steelyard.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.steelyard.domain.pool.Algorithm;
import io.steelyard.proxy.transport.Transport;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Zones that share traffic alike. */
@ParameterizedClass
@MethodSource("io.steelyard.proxy.UsableTransports#all")
class ZonesTest {
    private final HttpRig rig;

    ZonesTest(Transport transport) {
        rig = HttpRig.start(transport);
    }

    @AfterEach
    void stop() throws IOException {
        rig.close();
    }

    @Test
    void theShareOfAZoneIsThatOfItsNodesThatCanServe() throws IOException {
        HttpNode one = rig.own(HttpNode.ok("a1"));
        rig.serve(
                one.backend(),
                rig.own(HttpNode.ok("a2")).backend(),
                rig.own(HttpNode.ok("b")).backend());
        rig.change(rig.balancer().withAlgorithm(Algorithm.WEIGHTED_ROUND_ROBIN).withZones("a", "a", "b"));

        assertThat(shares()).containsOnly(Map.entry("a1", 2), Map.entry("a2", 2), Map.entry("b", 4));

        one.backend().stop();

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(shares()).containsOnly(Map.entry("a2", 4), Map.entry("b", 4)));
    }

    private Map<String, Integer> shares() throws IOException {
        Map<String, Integer> shares = new TreeMap<>();
        for (int i = 0; i < 8; i++) {
            shares.merge(rig.client().get("/").receive().content(), 1, Integer::sum);
        }
        return shares;
    }
}
