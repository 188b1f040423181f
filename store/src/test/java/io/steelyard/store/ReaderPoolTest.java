package io.steelyard.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.steelyard.control.store.StoreUnavailableException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReaderPoolTest {
    private static final Duration SHORT = Duration.ofMillis(50);

    @TempDir
    Path directory;

    private final AtomicInteger opened = new AtomicInteger();

    @Test
    void aConnectionIsUsedAgain() {
        try (ReaderPool pool = pool(2)) {
            pool.lend(ReaderPoolTest::ask);
            pool.lend(ReaderPoolTest::ask);
        }

        assertThat(opened).hasValue(1);
    }

    @Test
    void whenAllAreLentTheNextReaderIsRefusedAfterAWait() {
        try (ReaderPool pool = pool(2)) {
            boolean refused = pool.<Boolean>lend(first -> pool.lend(second -> {
                assertThatExceptionOfType(StoreUnavailableException.class)
                        .isThrownBy(() -> pool.lend(ReaderPoolTest::ask))
                        .withMessageContaining("busy");
                return true;
            }));

            assertThat(refused).isTrue();
            assertThat(pool.<Integer>lend(ReaderPoolTest::ask)).isEqualTo(1);
        }
        assertThat(opened).hasValue(2);
    }

    @Test
    void aBodyThatThrowsGivesItsConnectionBack() {
        try (ReaderPool pool = pool(1)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> pool.lend(session -> {
                        throw new IllegalArgumentException("no");
                    }));

            assertThat(pool.<Integer>lend(ReaderPoolTest::ask)).isEqualTo(1);
        }
        assertThat(opened).hasValue(1);
    }

    @Test
    void aConnectionThatBrokeIsReplaced() {
        try (ReaderPool pool = pool(1)) {
            assertThatExceptionOfType(StoreUnavailableException.class)
                    .isThrownBy(() -> pool.lend(session -> {
                        session.close();
                        return ask(session);
                    }));

            assertThat(pool.<Integer>lend(ReaderPoolTest::ask)).isEqualTo(1);
        }
        assertThat(opened).hasValue(2);
    }

    @Test
    void aReaderCannotWrite() {
        try (ReaderPool pool = pool(1)) {
            assertThatExceptionOfType(StoreUnavailableException.class)
                    .isThrownBy(() -> pool.lend(session -> session.sql().execute("create table t (i integer)")))
                    .withMessageContaining("readonly");
        }
    }

    private ReaderPool pool(int size) {
        SqliteFile file = new SqliteFile(directory.resolve("test.db"));
        return new ReaderPool(
                () -> {
                    opened.incrementAndGet();
                    return file.openForReading();
                },
                size,
                SHORT);
    }

    private static int ask(Session session) {
        return session.sql().selectOne().fetchSingle().value1();
    }
}
