package io.steelyard.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.steelyard.control.identity.Account;
import io.steelyard.control.store.StoreUnavailableException;
import io.steelyard.control.store.WriteUnit;
import io.steelyard.domain.account.TenantId;
import io.steelyard.store.table.JooqReadUnit;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WriterTest {
    private static final Duration SHORT = Duration.ofMillis(50);
    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    private final ExecutorService callers = Executors.newCachedThreadPool();
    private final CountDownLatch running = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private SqliteFile file = new SqliteFile(Path.of("."));

    @BeforeEach
    void makeDatabase() throws DataDirectoryException {
        file = new SqliteFile(directory.resolve("test.db"));
        try (Session session = file.openForWriting()) {
            Schema.migrate(file, session);
        }
    }

    @AfterEach
    void stop() {
        goOn.countDown();
        callers.close();
    }

    @Test
    void aUnitThatWaitedTooLongForItsTurnIsRefusedAndNeverRuns() throws Exception {
        AtomicBoolean ran = new AtomicBoolean();
        try (Writer writer = writer(8, SHORT)) {
            Future<?> slow = occupy(writer, 1);

            assertThatExceptionOfType(StoreUnavailableException.class)
                    .isThrownBy(() -> writer.write(unit -> {
                        ran.set(true);
                        return save(unit, 2);
                    }))
                    .withMessageContaining("busy");

            goOn.countDown();
            slow.get(LONG.toSeconds(), TimeUnit.SECONDS);
            // Another may be refused too where the machine is slow, but not for ever.
            await().atMost(LONG)
                    .ignoreException(StoreUnavailableException.class)
                    .until(() -> writer.<Boolean>write(unit -> save(unit, 3)));
        }
        assertThat(ran).isFalse();
        assertThat(saved()).containsExactly(1, 3);
    }

    @Test
    void aUnitThatRunsWhenItsPatienceEndsIsWaitedForAndKept() throws Exception {
        try (Writer writer = writer(8, SHORT)) {
            Future<Boolean> slow = occupy(writer, 1);
            // Another one's patience ends meanwhile, so the slow one's, which began before, has ended too.
            assertThatExceptionOfType(StoreUnavailableException.class)
                    .isThrownBy(() -> writer.write(unit -> save(unit, 2)));
            assertThat(slow).isNotDone();

            goOn.countDown();

            assertThat(slow.get(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        }
        assertThat(saved()).containsExactly(1);
    }

    @Test
    void aFullQueueRefusesAfterAWait() throws Exception {
        try (Writer writer = writer(1, SHORT)) {
            Future<Boolean> slow = occupy(writer, 1);
            List<Future<Boolean>> refused = new ArrayList<>();
            for (int id = 2; id <= 4; id++) {
                int tenant = id;
                refused.add(callers.submit(() -> writer.write(unit -> save(unit, tenant))));
            }

            for (Future<Boolean> one : refused) {
                assertThatThrownBy(() -> one.get(LONG.toSeconds(), TimeUnit.SECONDS))
                        .isInstanceOf(ExecutionException.class)
                        .hasCauseInstanceOf(StoreUnavailableException.class);
            }
            goOn.countDown();
            slow.get(LONG.toSeconds(), TimeUnit.SECONDS);
        }
        assertThat(saved()).containsExactly(1);
    }

    @Test
    void unitsThatWaitTogetherAreKeptTogetherButForThoseThatFail() throws Exception {
        List<Future<Boolean>> waiting = new ArrayList<>();
        try (Writer writer = writer(16, LONG)) {
            occupy(writer, 1);
            for (int id = 2; id <= 9; id++) {
                int tenant = id;
                waiting.add(callers.submit(() -> writer.write(unit -> saveEven(unit, tenant))));
            }
            await().until(() -> writer.waiting() == 8);
            goOn.countDown();
        }
        for (Future<Boolean> one : waiting) {
            await().until(one::isDone);
        }
        assertThat(saved()).containsExactly(1, 2, 4, 6, 8);
        assertThat(waiting.stream().filter(one -> one.state() == Future.State.FAILED))
                .hasSize(4);
    }

    @Test
    void whenTheCommitFailsEveryCallerIsToldAndNothingIsKept() throws Exception {
        Session session = file.openForWriting();
        try (Writer writer = new Writer(session, 16, LONG)) {
            Future<Boolean> first = occupy(writer, 1);
            Future<Boolean> kept = callers.submit(() -> writer.write(unit -> save(unit, 2)));
            await().until(() -> writer.waiting() == 1);
            Future<Boolean> breaking = callers.submit(() -> writer.write(unit -> {
                session.close();
                return true;
            }));
            await().until(() -> writer.waiting() == 2);
            goOn.countDown();

            assertThat(first.get(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
            for (Future<Boolean> one : List.of(kept, breaking)) {
                assertThatThrownBy(() -> one.get(LONG.toSeconds(), TimeUnit.SECONDS))
                        .hasCauseInstanceOf(StoreUnavailableException.class);
            }
            assertThatExceptionOfType(StoreUnavailableException.class)
                    .isThrownBy(() -> writer.write(unit -> save(unit, 3)));
        }
        assertThat(saved()).containsExactly(1);
    }

    @Test
    void aFullDiskIsNamedKeepsNothingAndWritingGoesOnWhenThereIsRoomAgain() {
        Session session = file.openForWriting();
        try (Writer writer = new Writer(session, 8, LONG)) {
            // SQLite answers as on a full disk when a file may not grow.
            session.sql().execute("pragma max_page_count = 1");

            assertThatExceptionOfType(StoreUnavailableException.class)
                    .isThrownBy(() -> writer.write(unit -> saveMany(unit, 500)))
                    .withMessageContaining("full");
            assertThat(saved()).isEmpty();

            session.sql().execute("pragma max_page_count = 1000000");
            assertThat(writer.<Boolean>write(unit -> saveMany(unit, 500))).isTrue();
        }
        assertThat(saved()).hasSize(9);
    }

    @Test
    void anInterruptedCallerWhoseUnitHasNotBegunIsToldSoAndStaysInterrupted() throws Exception {
        try (Writer writer = writer(8, LONG)) {
            Future<Boolean> slow = occupy(writer, 1);
            Future<Boolean> stillInterrupted = callers.submit(() -> {
                Thread.currentThread().interrupt();
                assertThatExceptionOfType(StoreUnavailableException.class)
                        .isThrownBy(() -> writer.write(unit -> save(unit, 2)));
                return Thread.interrupted();
            });

            assertThat(stillInterrupted.get(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
            goOn.countDown();
            slow.get(LONG.toSeconds(), TimeUnit.SECONDS);
        }
        assertThat(saved()).containsExactly(1);
    }

    @Test
    void closingKeepsWhatWasQueued() throws Exception {
        Writer writer = writer(8, LONG);
        occupy(writer, 1);
        Future<Boolean> queued = callers.submit(() -> writer.write(unit -> save(unit, 2)));
        await().until(() -> writer.waiting() == 1);
        Future<?> closing = callers.submit(writer::close);
        goOn.countDown();

        closing.get(LONG.toSeconds(), TimeUnit.SECONDS);

        assertThat(queued.get(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(saved()).containsExactly(1, 2);
    }

    private Writer writer(int queueLength, Duration patience) {
        return new Writer(file.openForWriting(), queueLength, patience);
    }

    /** A unit that runs until {@link #goOn}; given anew when its patience ended before its turn came. */
    private Future<Boolean> occupy(Writer writer, int tenant) {
        return await().atMost(LONG).until(() -> begun(writer, tenant), _ -> running.getCount() == 0);
    }

    private Future<Boolean> begun(Writer writer, int tenant) {
        Future<Boolean> slow = callers.submit(() -> writer.write(unit -> {
            running.countDown();
            awaitQuietly(goOn);
            return save(unit, tenant);
        }));
        await().atMost(LONG).until(() -> running.getCount() == 0 || slow.isDone());
        return slow;
    }

    private static boolean saveEven(WriteUnit unit, int tenant) {
        save(unit, tenant);
        if (tenant % 2 != 0) {
            throw new IllegalArgumentException("odd");
        }
        return true;
    }

    private static boolean saveMany(WriteUnit unit, int count) {
        for (int tenant = 1; tenant <= count; tenant++) {
            save(unit, tenant);
        }
        return true;
    }

    private static boolean save(WriteUnit unit, int tenant) {
        unit.save(new Account(new TenantId(tenant), "name " + tenant, "hash"));
        return true;
    }

    private List<Integer> saved() {
        try (Session session = file.openForReading()) {
            JooqReadUnit unit = new JooqReadUnit(session.sql());
            List<Integer> found = new ArrayList<>();
            for (int tenant = 1; tenant < 10; tenant++) {
                if (unit.account(new TenantId(tenant)).isPresent()) {
                    found.add(tenant);
                }
            }
            return found;
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stopping) {
            throw new IllegalStateException(stopping);
        }
    }
}
