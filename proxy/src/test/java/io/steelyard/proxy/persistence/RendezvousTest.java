package io.steelyard.proxy.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.domain.node.NodeId;
import io.steelyard.domain.node.Weight;
import io.steelyard.proxy.upstream.NodeState;
import io.steelyard.proxy.upstream.Target;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RendezvousTest {
    private static final int CLIENTS = 20_000;

    @Test
    void sharesAreAlikeOrGoByWeight() {
        List<Target> nodes = List.of(node(1, 1), node(2, 3), node(3, 6));

        assertThat(share(nodes, 0, false)).isBetween(0.31, 0.36);
        assertThat(share(nodes, 2, false)).isBetween(0.31, 0.36);
        assertThat(share(nodes, 0, true)).isBetween(0.08, 0.12);
        assertThat(share(nodes, 2, true)).isBetween(0.58, 0.62);
    }

    @Test
    void aNodeThatComesTakesItsShareAndMovesNobodyElse() {
        List<Target> before = List.of(node(1, 1), node(2, 1), node(3, 1));
        List<Target> after = new ArrayList<>(before);
        after.add(1, node(9, 1));

        int moved = 0;
        for (int client = 0; client < CLIENTS; client++) {
            Target now = Rendezvous.choose(client, after, false);
            if (now == after.get(1)) {
                moved++;
            } else {
                assertThat(now).isSameAs(Rendezvous.choose(client, before, false));
            }
        }
        assertThat(moved).isBetween(CLIENTS / 5, CLIENTS / 3);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 20_101_130, 77})
    void aNodeThatLeavesMovesItsOwnClientsAndNobodyElse(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Target> before = new ArrayList<>();
        int count = 2 + random.nextInt(30);
        for (int id = 1; id <= count; id++) {
            before.add(node(id, 1));
        }
        List<Target> after = new ArrayList<>(before);
        Target gone = after.remove(random.nextInt(count));

        int moved = 0;
        for (int i = 0; i < CLIENTS; i++) {
            long client = random.nextLong();
            Target had = Rendezvous.choose(client, before, false);
            if (had == gone) {
                moved++;
            } else {
                assertThat(Rendezvous.choose(client, after, false)).isSameAs(had);
            }
        }
        assertThat((double) moved * count / CLIENTS).isBetween(0.8, 1.2);
    }

    private static double share(List<Target> nodes, int place, boolean weighted) {
        int chosen = 0;
        for (int client = 0; client < CLIENTS; client++) {
            chosen += Rendezvous.choose(client, nodes, weighted) == nodes.get(place) ? 1 : 0;
        }
        return (double) chosen / CLIENTS;
    }

    private static Target node(int id, int weight) {
        return new Target(
                new NodeState(new NodeId(id)),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 80),
                new Weight(weight));
    }
}
