package io.steelyard.proxy.balance;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.domain.node.NodeId;
import io.steelyard.domain.node.Weight;
import io.steelyard.domain.region.Zone;
import io.steelyard.proxy.upstream.NodeState;
import io.steelyard.proxy.upstream.Target;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;

class ZoneSharesTest {
    @Test
    void zonesWeighTheSameHoweverManyNodesServeInThem() {
        assertThat(weights(in("a", "a", "a", "b", "b"))).containsExactly(2, 2, 2, 3, 3);
        assertThat(weights(in("a", "b"))).containsExactly(1, 1);
        assertThat(weights(in("a", "a"))).containsExactly(1, 1);
    }

    @Test
    void weightsStayInTheirRangeInLargeZones() {
        List<String> zones = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            zones.add(i < 90 ? "a" : "b");
        }

        assertThat(weights(in(zones.toArray(String[]::new)))).allMatch(Weight::isValid);
    }

    @Test
    void withoutZonesNodesHaveTheirOwnWeights() {
        assertThat(weights(Targets.weighted(1, 5, 100))).containsExactly(1, 5, 100);
    }

    private static List<Integer> weights(List<Target> targets) {
        ToIntFunction<Target> shares = ZoneShares.among(targets);
        return targets.stream().map(shares::applyAsInt).toList();
    }

    private static List<Target> in(String... zones) {
        List<Target> targets = new ArrayList<>();
        for (String zone : zones) {
            int id = targets.size() + 1;
            targets.add(new Target(
                    new NodeState(new NodeId(id)),
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), id),
                    Weight.ONE,
                    Optional.of(new Zone(zone))));
        }
        return targets;
    }
}
