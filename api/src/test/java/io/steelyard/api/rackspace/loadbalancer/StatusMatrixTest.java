package io.steelyard.api.rackspace.loadbalancer;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.api.Answer;
import io.steelyard.api.ApiSetup;
import io.steelyard.api.RunningApi;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.loadbalancer.Status;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What each verb is answered in each status. */
class StatusMatrixTest {
    private static final String NODE = "{\"address\":\"10.9.9.9\",\"port\":80,\"condition\":\"ENABLED\"}";

    /** A request, below {@code /loadbalancers/ID}. */
    enum Verb {
        DETAILS("GET", "", ""),
        LIST_NODES("GET", "/nodes", ""),
        UPDATE("PUT", "", "{\"name\":\"b\"}"),
        ADD_NODE("POST", "/nodes", NODE),
        DELETE("DELETE", "", ""),
        DELETE_BATCH("DELETE", "", "");

        private final String method;
        private final String path;
        private final String body;

        Verb(String method, String path, String body) {
            this.method = method;
            this.path = path;
            this.body = body;
        }

        boolean reads() {
            return method.equals("GET");
        }
    }

    private final RunningApi api = RunningApi.start(ApiSetup.usual().withPendingWait(Duration.ZERO));
    private final RunningApi.Client client = api.client();

    @AfterEach
    void stop() {
        api.close();
    }

    static Stream<Arguments> everyStatusAndVerb() {
        return Arrays.stream(Status.values())
                .flatMap(status ->
                        Arrays.stream(Verb.values()).map(verb -> Arguments.of(status, verb, expected(status, verb))));
    }

    private static int expected(Status status, Verb verb) {
        return switch (status) {
            case ACTIVE, ERROR -> verb.reads() ? 200 : 202;
            case BUILD, PENDING_UPDATE, SUSPENDED, PENDING_DELETE -> verb.reads() ? 200 : 422;
            case DELETED -> verb == Verb.DETAILS ? 200 : 410;
        };
    }

    @ParameterizedTest(name = "{0} {1} is answered {2}")
    @MethodSource("everyStatusAndVerb")
    void isAnsweredAsTheTableSays(Status status, Verb verb, int expected) {
        int id = loadBalancerIn(status);

        Answer answer = send(id, verb);

        assertThat(answer.status()).as(answer.body()).isEqualTo(expected);
        if (expected == 422) {
            assertThat(answer.text("/message"))
                    .isEqualTo(
                            "Load Balancer '" + id + "' has a status of '" + status + "' and is considered immutable.");
        }
        if (expected >= 400) {
            assertThat(client.get("/loadbalancers/" + id).text("/loadBalancer/status"))
                    .isEqualTo(status.name());
        }
    }

    private Answer send(int id, Verb verb) {
        String path = verb == Verb.DELETE_BATCH ? "/loadbalancers?id=" + id : "/loadbalancers/" + id + verb.path;
        return client.exchange(verb.method, path, verb.body);
    }

    private int loadBalancerIn(Status status) {
        if (status == Status.BUILD) {
            api.fleet().hold();
            return client.post("/loadbalancers", RunningApi.MINIMAL).loadBalancerId();
        }
        int id = client.activeLoadBalancer();
        String path = "/loadbalancers/" + id;
        switch (status) {
            case BUILD, ACTIVE -> {}
            case PENDING_UPDATE -> {
                api.fleet().hold();
                client.put(path, "{\"name\":\"c\"}");
            }
            case PENDING_DELETE -> {
                api.fleet().hold();
                client.delete(path);
            }
            case SUSPENDED -> api.operator().suspend(new LoadBalancerId(id));
            case ERROR -> {
                api.fleet().reject();
                client.put(path, "{\"name\":\"c\"}");
                client.awaitStatus(id, "ERROR");
                api.fleet().release();
            }
            case DELETED -> {
                client.delete(path);
                client.awaitStatus(id, "DELETED");
            }
        }
        assertThat(client.get(path).text("/loadBalancer/status")).isEqualTo(status.name());
        return id;
    }
}
