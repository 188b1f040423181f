package io.steelyard.api.rackspace;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.api.Answer;
import io.steelyard.api.RunningApi;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreconditionsTest {
    private static final String RENAME = "{\"name\":\"b\"}";

    private final RunningApi api = RunningApi.start();
    private final RunningApi.Client client = api.client();
    private int id;
    private String path = "";

    @BeforeEach
    void loadBalancer() {
        id = client.activeLoadBalancer();
        path = "/loadbalancers/" + id;
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void theTagStaysWhileNothingChangesAndChangesWithEveryEditAndStatus() {
        String first = tag();

        assertThat(first).isNotEmpty().isEqualTo(tag());
        client.put(path, RENAME);
        client.awaitStatus(id, "ACTIVE");
        assertThat(tag()).isNotEqualTo(first);
    }

    @Test
    void aReadOfWhatTheCallerHasIsNotModified() {
        Answer answer = client.exchange("GET", path, "", "If-None-Match", tag());

        assertThat(answer.status()).isEqualTo(304);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.header("ETag")).isEqualTo(tag());
        assertThat(client.exchange("GET", path, "", "If-None-Match", "\"other\"")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void eachFormatAndCodingHasATagOfItsOwnAndAWriteMayRequireAnyOfThem() {
        List<String> tags = List.of(
                tag(),
                client.get(path + ".xml").header("ETag"),
                client.exchange("GET", path, "", "Accept-Encoding", "gzip").header("ETag"));

        assertThat(tags).doesNotHaveDuplicates();
        assertThat(client.exchange("GET", path + ".xml", "", "If-None-Match", tags.getFirst())
                        .status())
                .isEqualTo(200);
        for (String tag : tags) {
            assertThat(client.exchange("PUT", path, RENAME, "If-None-Match", tag)
                            .status())
                    .isEqualTo(412);
        }
        assertThat(client.exchange("PUT", path, RENAME, "If-Match", tags.getLast())
                        .status())
                .isEqualTo(202);
    }

    @Test
    void aReadThatRequiresAnotherStateIsRefused() {
        Answer answer = client.exchange("GET", path, "", "If-Match", "\"other\"");

        assertThat(answer.status()).isEqualTo(412);
        assertThat(answer.number("/code")).isEqualTo(412);
    }

    @Test
    void aWriteOfWhatTheCallerSawIsDone() {
        assertThat(client.exchange("PUT", path, RENAME, "If-Match", tag()).status())
                .isEqualTo(202);
        client.awaitStatus(id, "ACTIVE");
        assertThat(client.exchange("DELETE", path, "", "If-Match", "*").status())
                .isEqualTo(202);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE"})
    void aWriteOfWhatChangedMeanwhileIsRefused(String method) {
        String seen = tag();
        client.put(path, RENAME);
        client.awaitStatus(id, "ACTIVE");

        Answer answer = client.exchange(method, path, method.equals("PUT") ? "{\"name\":\"c\"}" : "", "If-Match", seen);

        assertThat(answer.status()).isEqualTo(412);
        assertThat(answer.number("/code")).isEqualTo(412);
        assertThat(client.get(path).text("/loadBalancer/name")).isEqualTo("b");
        assertThat(client.get(path).text("/loadBalancer/status")).isEqualTo("ACTIVE");
    }

    @Test
    void aWriteThatMustNotFindAnythingIsRefused() {
        assertThat(client.exchange("PUT", path, RENAME, "If-None-Match", "*").status())
                .isEqualTo(412);
        assertThat(client.exchange("PUT", path, RENAME, "If-None-Match", tag()).status())
                .isEqualTo(412);
    }

    @Test
    void noChangeIsLostWhenEveryoneRequiresWhatItSaw() throws Exception {
        client.put(path, "{\"name\":\"0\"}");
        client.awaitStatus(id, "ACTIVE");

        try (ExecutorService callers = Executors.newFixedThreadPool(4)) {
            for (Future<?> done : IntStream.range(0, 4)
                    .mapToObj(i -> callers.submit(() -> countUp(5)))
                    .toList()) {
                done.get(60, TimeUnit.SECONDS);
            }
        }

        assertThat(client.get(path).text("/loadBalancer/name")).isEqualTo("20");
    }

    private void countUp(int times) {
        for (int done = 0; done < times; ) {
            Answer seen = client.get(path);
            int next = Integer.parseInt(seen.text("/loadBalancer/name")) + 1;
            Answer answer =
                    client.exchange("PUT", path, "{\"name\":\"" + next + "\"}", "If-Match", seen.header("ETag"));
            assertThat(answer.status()).isIn(202, 412);
            done += answer.status() == 202 ? 1 : 0;
        }
    }

    @Test
    void aBatchHasNoTag() {
        assertThat(client.exchange("DELETE", "/loadbalancers?id=" + id, "", "If-Match", tag())
                        .status())
                .isEqualTo(412);
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "\"open", "W/", "\"a\" \"b\""})
    void whatIsNoTagIsABadRequest(String tag) {
        assertThat(client.exchange("PUT", path, RENAME, "If-Match", tag).status())
                .isIn(400, 412);
        assertThat(client.exchange("GET", path, "", "If-None-Match", tag).status())
                .isIn(200, 400);
    }

    @Test
    void whatIsNotThereIsNotFoundWhateverTheConditions() {
        assertThat(client.exchange("PUT", "/loadbalancers/999999", RENAME, "If-Match", "*")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void whatMayNotBeWrittenAnywaySaysSoFirst() {
        api.operator().suspend(new LoadBalancerId(id));
        assertThat(client.exchange("PUT", path, RENAME, "If-Match", "\"other\"").status())
                .isEqualTo(422);
        assertThat(client.exchange(
                                "PUT",
                                "/loadbalancers/" + client.deletedLoadBalancer(),
                                RENAME,
                                "If-Match",
                                "\"other\"")
                        .status())
                .isEqualTo(410);
    }

    private String tag() {
        return client.get(path).header("ETag");
    }
}
