package io.steelyard.api.rackspace.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.api.Answer;
import io.steelyard.api.RunningApi;
import io.steelyard.api.http.Format;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code ?dryRun=true}: judged as any write, nothing changed. */
class DryRunTest {
    private static final String CREATE = "{\"name\":\"a\",\"protocol\":\"HTTP\",\"virtualIps\":[{\"type\":\"PUBLIC\"}],"
            + "\"nodes\":[{\"address\":\"10.1.1.1\",\"port\":80,\"condition\":\"ENABLED\"}]}";

    private final RunningApi api = RunningApi.start();
    private final RunningApi.Client client = api.client();
    private int id;
    private int node;

    @BeforeEach
    void make() {
        id = client.post("/loadbalancers", CREATE).loadBalancerId();
        client.awaitStatus(id, "ACTIVE");
        node = client.get("/loadbalancers/" + id).number("/loadBalancer/nodes/0/id");
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @ParameterizedTest
    @EnumSource
    void saysWhatAnEditWouldChange(Format format) {
        Answer answer = client.exchange(
                "PUT",
                "/loadbalancers/" + id + "." + format.name().toLowerCase(Locale.ROOT) + "?dryRun=true",
                "{\"loadBalancer\":{\"name\":\"b\",\"port\":8080}}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .endsWith(
                        format == Format.JSON
                                ? "{\"dryRun\":[{\"id\":" + id
                                        + ",\"differences\":[{\"path\":\"/name\",\"from\":\"a\",\"to\":\"b\"},"
                                        + "{\"path\":\"/port\",\"from\":80,\"to\":8080}]}]}"
                                : "><outcome id=\"" + id
                                        + "\"><differences><difference path=\"/name\" from=\"a\" to=\"b\"/>"
                                        + "<difference path=\"/port\" from=\"80\" to=\"8080\"/></differences></outcome></dryRun>");
    }

    static Stream<Arguments> writes() {
        return Map.of(
                        "POST /loadbalancers", CREATE,
                        "PUT /loadbalancers/ID", "{\"name\":\"b\"}",
                        "DELETE /loadbalancers/ID", "",
                        "DELETE /loadbalancers?id=ID", "",
                        "POST /loadbalancers/ID/nodes",
                                "{\"node\":{\"address\":\"10.1.1.2\",\"port\":80,\"condition\":\"ENABLED\"}}",
                        "PUT /loadbalancers/ID/nodes/NODE", "{\"node\":{\"weight\":9}}",
                        "DELETE /loadbalancers/ID/nodes/NODE", "",
                        "POST /loadbalancers/ID/virtualips", "{\"virtualIp\":{\"type\":\"SERVICENET\"}}",
                        "POST /loadbalancers/ID/metadata", "{\"meta\":{\"key\":\"color\",\"value\":\"red\"}}",
                        "POST /loadbalancers/ID/history/1/rollback", "")
                .entrySet()
                .stream()
                .map(write -> Arguments.of(write.getKey(), write.getValue()));
    }

    @ParameterizedTest
    @MethodSource("writes")
    void changesNothing(String write, String body) {
        String before = state();

        Answer answer = dry(write, body);

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().at("/dryRun/0").has("differences")).isTrue();
        assertThat(state()).isEqualTo(before);
    }

    @Test
    void tellsTheEndOfABalancer() {
        assertThat(dry("DELETE /loadbalancers/ID", "").body())
                .isEqualTo("{\"dryRun\":[{\"id\":" + id
                        + ",\"differences\":[{\"path\":\"/deleted\",\"from\":false,\"to\":true}]}]}");
    }

    @Test
    void refusesWhatTheWriteWouldBeRefusedFor() {
        assertThat(dry("PUT /loadbalancers/ID", "{\"port\":0}").status()).isEqualTo(400);
        assertThat(dry("DELETE /loadbalancers/999", "").status()).isEqualTo(404);
        assertThat(dry(
                                "POST /loadbalancers/ID/nodes",
                                "{\"node\":{\"address\":\"10.1.1.1\",\"port\":80,\"condition\":\"ENABLED\"}}")
                        .status())
                .isEqualTo(422);
    }

    @Test
    void leavesAKeyUnused() {
        Answer tried = client.exchange("POST", "/loadbalancers?dryRun=true", CREATE, "Idempotency-Key", "k");

        Answer made = client.exchange("POST", "/loadbalancers", CREATE, "Idempotency-Key", "k");

        assertThat(tried.status()).isEqualTo(200);
        assertThat(made.status()).isEqualTo(202);
    }

    private Answer dry(String write, String body) {
        String[] parts = write.replace("ID", Integer.toString(id))
                .replace("NODE", Integer.toString(node))
                .split(" ", 2);
        return client.exchange(parts[0], parts[1] + (parts[1].contains("?") ? "&" : "?") + "dryRun=true", body);
    }

    private String state() {
        return client.get("/loadbalancers").body()
                + client.get("/loadbalancers/" + id).header("ETag")
                + client.get("/loadbalancers/" + id).body()
                + client.get("/loadbalancers/" + id + "/history").body();
    }
}
