package io.steelyard.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.steelyard.control.identity.Account;
import io.steelyard.control.store.Store;
import io.steelyard.control.store.StoreUnavailableException;
import io.steelyard.control.store.WriteUnit;
import io.steelyard.domain.account.TenantId;
import io.steelyard.testkit.SampleBalancers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a unit is: all or nothing, alone, on one view. */
interface UnitContract {
    Duration LIMIT = Duration.ofSeconds(20);
    TenantId TENANT = new TenantId(7);

    Store store();

    @Test
    default void whatAUnitWroteIsReadAfterIt() {
        boolean answer = store().write(unit -> {
            save(unit, "mine");
            return true;
        });

        assertThat(answer).isTrue();
        assertThat(name()).isEqualTo("mine");
    }

    @Test
    default void aUnitReadsWhatItWrote() {
        store().update(unit -> {
            save(unit, "mine");

            assertThat(unit.account(TENANT)).map(Account::name).hasValue("mine");
        });
    }

    @Test
    default void aUnitThatThrowsKeepsNothingAndItsExceptionComesAsItIs() {
        store().update(unit -> save(unit, "before"));
        IllegalArgumentException thrown = new IllegalArgumentException("no");

        assertThatThrownBy(() -> store().update(unit -> {
                    save(unit, "half");
                    SampleBalancers.saveNew(unit);
                    throw thrown;
                }))
                .isSameAs(thrown);

        assertThat(name()).isEqualTo("before");
        assertThat(store().<Boolean>read(unit -> unit.everyLoadBalancer().isEmpty()))
                .isTrue();
    }

    @Test
    default void anErrorInAUnitComesAsItIsAndTheStoreGoesOn() {
        AssertionError thrown = new AssertionError("broken");

        assertThatThrownBy(() -> store().update(unit -> {
                    save(unit, "half");
                    throw thrown;
                }))
                .isSameAs(thrown);

        store().update(unit -> save(unit, "after"));
        assertThat(name()).isEqualTo("after");
    }

    @Test
    default void concurrentUnitsLoseNoUpdateThoughSomeFail() throws Exception {
        int threads = 8;
        int each = 25;
        store().update(unit -> save(unit, "0"));

        inParallel(threads, () -> {
            for (int i = 0; i < each; i++) {
                store().update(UnitContract::countUp);
                assertThatIllegalStateException()
                        .isThrownBy(() -> store().update(unit -> {
                            countUp(unit);
                            throw new IllegalStateException("not this one");
                        }));
            }
        });

        assertThat(name()).isEqualTo(Integer.toString(threads * each));
    }

    @Test
    default void aReadSeesOneViewWhateverIsWrittenMeanwhile() throws Exception {
        store().update(unit -> save(unit, "before"));

        boolean same = store().<Boolean>read(unit -> {
            String first = unit.account(TENANT).orElseThrow().name();
            writeElsewhere("after");
            return first.equals(unit.account(TENANT).orElseThrow().name());
        });

        assertThat(same).isTrue();
        assertThat(name()).isEqualTo("after");
    }

    @Test
    default void aReadDoesNotSeeAUnitThatHasNotEnded() throws Exception {
        store().update(unit -> save(unit, "before"));
        CountDownLatch written = new CountDownLatch(1);
        CountDownLatch seen = new CountDownLatch(1);

        try (ExecutorService other = Executors.newSingleThreadExecutor()) {
            Future<?> writing = other.submit(() -> store().update(unit -> {
                save(unit, "after");
                written.countDown();
                awaitQuietly(seen);
            }));
            assertThat(written.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(name()).isEqualTo("before");
            seen.countDown();
            writing.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        }

        assertThat(name()).isEqualTo("after");
    }

    @Test
    default void aWriteWithinAWriteIsRefused() {
        assertThatIllegalStateException()
                .isThrownBy(() -> store().update(unit -> store().update(inner -> save(inner, "inner"))));

        assertThat(store().<Integer>read(unit -> unit.countAccounts())).isZero();
    }

    @Test
    default void aClosedStoreIsUnavailableAndClosesTwice() {
        store().close();

        assertThatThrownBy(() -> store().update(unit -> save(unit, "late")))
                .isInstanceOf(StoreUnavailableException.class);
        assertThatThrownBy(() -> store().<Integer>read(unit -> unit.countAccounts()))
                .isInstanceOf(StoreUnavailableException.class);
        store().close();
    }

    @Test
    default void aNewStoreIsOfTheFirstEpoch() {
        assertThat(store().epoch()).isEqualTo(1);
    }

    private String name() {
        return store().<String>read(unit -> unit.account(TENANT).orElseThrow().name());
    }

    private void writeElsewhere(String name) {
        try (ExecutorService other = Executors.newSingleThreadExecutor()) {
            other.submit(() -> store().update(unit -> save(unit, name))).get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static void save(WriteUnit unit, String name) {
        unit.save(new Account(TENANT, name, "hash"));
    }

    private static void countUp(WriteUnit unit) {
        save(
                unit,
                Integer.toString(
                        Integer.parseInt(unit.account(TENANT).orElseThrow().name()) + 1));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stopping) {
            throw new IllegalStateException(stopping);
        }
    }

    private static void inParallel(int threads, Runnable work) throws Exception {
        List<Future<?>> running = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            for (int i = 0; i < threads; i++) {
                running.add(pool.submit(work));
            }
            for (Future<?> one : running) {
                one.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            }
        }
    }
}
