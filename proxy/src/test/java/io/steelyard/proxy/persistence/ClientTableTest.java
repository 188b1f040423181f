package io.steelyard.proxy.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.domain.node.NodeId;
import io.steelyard.proxy.upstream.NodeState;
import java.net.InetAddress;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ClientTableTest {
    private static final long STAY = ClientTable.STAY.toNanos();

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1000);
    private final ClientTable table = new ClientTable(now::get);
    private final NodeState a = new NodeState(new NodeId(1));
    private final NodeState b = new NodeState(new NodeId(2));

    @Test
    void aClientIsKnownUntilItWasAwayForTooLong() {
        table.note(5, a);

        now.addAndGet(STAY);
        assertThat(table.find(5)).isSameAs(a);
        now.addAndGet(STAY);
        assertThat(table.find(5)).isSameAs(a);
        now.addAndGet(STAY + 1);
        assertThat(table.find(5)).isNull();
    }

    @Test
    void aClientThatMovesIsKnownAtItsNewNode() {
        table.note(0, a);
        table.note(0, b);

        assertThat(table.find(0)).isSameAs(b);
        assertThat(table.find(1)).isNull();
    }

    @Test
    void howeverManyComeTheLatestAreKnownAndThereIsAnEnd() {
        int many = 4 * ClientTable.MOST;
        for (int client = 0; client < many; client++) {
            now.incrementAndGet();
            table.note(client, a);
        }

        int known = 0;
        for (int client = 0; client < many; client++) {
            known += table.find(client) == null ? 0 : 1;
        }
        assertThat(known).isLessThanOrEqualTo(ClientTable.MOST).isGreaterThan(ClientTable.MOST / 2);
        assertThat(table.find(many - 1)).isSameAs(a);
    }

    @Test
    void ipv6ClientsOfOneNetworkAreOneClient() {
        assertThat(key("2001:db8:1:2::1"))
                .isEqualTo(key("2001:db8:1:2:ffff::9"))
                .isNotEqualTo(key("2001:db8:1:3::1"));
        assertThat(key("10.0.0.1")).isNotEqualTo(key("10.0.0.2"));
    }

    private static long key(String address) {
        return ClientKey.of(InetAddress.ofLiteral(address));
    }
}
