package io.steelyard.api.rackspace;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.api.Answer;
import io.steelyard.api.RunningApi;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdempotencyTest {
    private static final String OTHER = RunningApi.MINIMAL.replace("\"a\"", "\"b\"");

    private final RunningApi api = RunningApi.start();
    private final RunningApi.Client client = api.client();

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void theSameRequestWithTheSameKeyMakesOneBalancerAndGetsOneAnswer() {
        Answer first = create("key", RunningApi.MINIMAL);
        client.awaitStatus(first.loadBalancerId(), "ACTIVE");

        Answer second = create("key", RunningApi.MINIMAL);

        assertThat(second.status()).isEqualTo(202);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void aKeyInQuotesIsTheSameKey() {
        Answer first = create("\"key\"", RunningApi.MINIMAL);

        assertThat(create("key", RunningApi.MINIMAL).body()).isEqualTo(first.body());
    }

    @Test
    void anotherRequestWithTheSameKeyIsRefused() {
        create("key", RunningApi.MINIMAL);

        Answer answer = create("key", OTHER);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text("/details")).contains("Idempotency-Key");
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void aRefusedRequestMayBeCorrectedUnderItsKey() {
        assertThat(create("key", "{}").status()).isEqualTo(400);

        assertThat(create("key", RunningApi.MINIMAL).status()).isEqualTo(202);
    }

    @Test
    void anotherAccountsKeyIsAnotherKey() {
        create("key", RunningApi.MINIMAL);

        Answer answer =
                api.otherClient().exchange("POST", "/loadbalancers", RunningApi.MINIMAL, "Idempotency-Key", "key");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void aLateCopyDoesNotBringBackWhatWasDeleted() {
        int id = create("key", RunningApi.MINIMAL).loadBalancerId();
        client.awaitStatus(id, "ACTIVE");
        client.delete("/loadbalancers/" + id);
        client.awaitStatus(id, "DELETED");

        assertThat(create("key", RunningApi.MINIMAL).status()).isEqualTo(410);
        assertThat(count()).isZero();
    }

    @Test
    void manyAtOnceMakeOne() throws Exception {
        Callable<String> create = () -> create("key", RunningApi.MINIMAL).body();
        try (ExecutorService clients = Executors.newFixedThreadPool(8)) {
            List<String> bodies = clients
                    .invokeAll(IntStream.range(0, 8).mapToObj(i -> create).toList())
                    .stream()
                    .map(done -> done.resultNow())
                    .distinct()
                    .toList();

            assertThat(bodies).hasSize(1);
        }
        assertThat(count()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "two words", "LONG"})
    void whatIsNoKeyIsABadRequest(String key) {
        assertThat(create(key.replace("LONG", "x".repeat(256)), RunningApi.MINIMAL)
                        .status())
                .isEqualTo(400);
        assertThat(count()).isZero();
    }

    private Answer create(String key, String body) {
        return client.exchange("POST", "/loadbalancers", body, "Idempotency-Key", key);
    }

    private int count() {
        return client.get("/loadbalancers").json().path("loadBalancers").size();
    }
}
