package io.steelyard.api.rackspace.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.api.Answer;
import io.steelyard.api.ApiSetup;
import io.steelyard.api.RunningApi;
import io.steelyard.control.store.ReadUnit;
import io.steelyard.control.store.Store;
import io.steelyard.control.store.StoreUnavailableException;
import io.steelyard.control.store.WriteUnit;
import io.steelyard.testkit.store.InMemoryStore;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class FaultMapperTest {
    private final BreakableStore store = new BreakableStore();

    @Test
    void tellsOfAnErrorOfOursOnlyItsId() {
        try (RunningApi api = RunningApi.start(ApiSetup.usual().withStore(store))) {
            RunningApi.Client client = api.client();
            store.breakBy(new IllegalStateException("secret detail"));

            Answer answer = client.get("/loadbalancers");
            store.repair();

            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.names()).containsExactly("message", "code", "details");
            assertThat(answer.text("/details")).containsPattern("error id [0-9a-f-]{36}");
            assertThat(answer.body()).doesNotContain("secret", "Exception", "java");
        }
    }

    @Test
    void asksToComeBackWhenTheStoreIsAway() {
        try (RunningApi api = RunningApi.start(ApiSetup.usual().withStore(store))) {
            RunningApi.Client client = api.client();
            store.breakBy(new StoreUnavailableException("disk full", new IllegalStateException()));

            Answer answer = client.get("/loadbalancers");
            store.repair();

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("Retry-After")).isEqualTo("5");
            assertThat(answer.body()).doesNotContain("disk full");
        }
    }

    /** A store whose reads fail when a test wants it. */
    private static final class BreakableStore implements Store {
        private final InMemoryStore inner = new InMemoryStore();
        private volatile boolean broken;
        private volatile RuntimeException failure = new IllegalStateException();

        void breakBy(RuntimeException exception) {
            failure = exception;
            broken = true;
        }

        void repair() {
            broken = false;
        }

        @Override
        public <R> R read(Function<? super ReadUnit, R> body) {
            if (broken) {
                throw failure;
            }
            return inner.read(body);
        }

        @Override
        public <R> R write(Function<? super WriteUnit, R> body) {
            return inner.write(body);
        }

        @Override
        public long epoch() {
            return inner.epoch();
        }

        @Override
        public void close() {
            inner.close();
        }
    }
}
