package io.steelyard.api.rackspace.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.api.Answer;
import io.steelyard.api.ApiSetup;
import io.steelyard.api.BreakableStore;
import io.steelyard.api.RunningApi;
import io.steelyard.control.store.StoreUnavailableException;
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
}
