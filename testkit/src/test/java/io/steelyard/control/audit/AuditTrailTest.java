package io.steelyard.control.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.testkit.store.InMemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What may fill the audit log. */
class AuditTrailTest {
    private final InMemoryStore store = new InMemoryStore();
    private final AtomicLong ticker = new AtomicLong();

    @Test
    void refusedLoginsDoNotPushTheRestOut() {
        try (AuditTrail trail = new AuditTrail(store, ticker::get)) {
            refuse(trail, AuditTrail.MOST_REFUSED_LOGINS + 20);
            ticker.addAndGet(Duration.ofSeconds(20).toNanos());
            refuse(trail, 20);
        }

        assertThat(written()).hasSize(AuditTrail.MOST_REFUSED_LOGINS + 2);
    }

    @Test
    void aLongQuietTimeEarnsNoMoreThanTheFirst() {
        try (AuditTrail trail = new AuditTrail(store, ticker::get)) {
            ticker.addAndGet(Duration.ofDays(1).toNanos());
            refuse(trail, 2 * AuditTrail.MOST_REFUSED_LOGINS);
        }

        assertThat(written()).hasSize(AuditTrail.MOST_REFUSED_LOGINS);
    }

    private static void refuse(AuditTrail trail, int times) {
        for (int i = 0; i < times; i++) {
            trail.beginLogin(
                    new AuditEntry(Instant.EPOCH, Optional.empty(), "", "127.0.0.1", "GET", "/v1.0", Optional.empty()));
            trail.end(401);
        }
    }

    private List<AuditRecord> written() {
        return store.read(unit -> unit.auditLog(AuditSearch.newest(1_000)));
    }
}
