package io.steelyard.server.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.domain.virtualip.DomainName;
import io.steelyard.domain.virtualip.IpAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ToldNamesTest {
    private static final DomainName NAME = DomainName.parse("web-1.example.net").orElseThrow();
    private static final List<IpAddress> BOTH = List.of(IpAddress.require("10.0.0.1"), IpAddress.require("10.0.0.2"));
    private static final List<IpAddress> ONE = BOTH.subList(0, 1);

    private final AtomicLong nanoTime = new AtomicLong();
    private final ToldNames told = new ToldNames(nanoTime::get);

    @Test
    void aNameThatFlapsIsToldOncePerTimeThatItIsHeld() {
        told.told(Map.of(NAME, BOTH));

        int updates = 0;
        for (int second = 1; second <= 90; second++) {
            nanoTime.addAndGet(1_000_000_000L);
            Map<DomainName, List<IpAddress>> wanted = Map.of(NAME, second % 2 == 0 ? ONE : BOTH);
            Map<DomainName, List<IpAddress>> changes = told.changes(wanted, Set.of(NAME));
            told.told(changes);
            updates += changes.size();
        }

        assertThat(updates).isEqualTo(2);
    }

    @Test
    void aChangeThatCameTooSoonIsNotForgotten() {
        told.told(Map.of(NAME, BOTH));

        assertThat(told.changes(Map.of(NAME, ONE), Set.of(NAME))).isEmpty();
        assertThat(told.isBehind(Map.of(NAME, ONE))).isTrue();

        nanoTime.addAndGet(ToldNames.HELD.toNanos());
        Map<DomainName, List<IpAddress>> changes = told.changes(Map.of(NAME, ONE), Set.of(NAME));
        assertThat(changes).containsExactly(Map.entry(NAME, ONE));
        told.told(changes);
        assertThat(told.isBehind(Map.of(NAME, ONE))).isFalse();
    }

    @Test
    void whatComesAndGoesIsToldAtOnce() {
        assertThat(told.changes(Map.of(NAME, BOTH), Set.of())).containsExactly(Map.entry(NAME, BOTH));
        told.told(Map.of(NAME, BOTH));

        assertThat(told.changes(Map.of(), Set.of(NAME))).containsExactly(Map.entry(NAME, List.of()));
        told.told(Map.of(NAME, List.of()));
        assertThat(told.changes(Map.of(NAME, ONE), Set.of(NAME))).containsExactly(Map.entry(NAME, ONE));
    }
}
