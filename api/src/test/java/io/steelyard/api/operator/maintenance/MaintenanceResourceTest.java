package io.steelyard.api.operator.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.api.Answer;
import io.steelyard.api.RunningApi;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaintenanceResourceTest {
    private static final String PATH = "/operator/v1/maintenance";
    private final RunningApi api = RunningApi.start();
    private final RunningApi.Client client = api.client();

    @AfterEach
    void stop() {
        api.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/loadbalancers", "/loadbalancers/1", "/nothing", "/loadbalancers.xml"})
    void tenantsAreAnswered503UntilItEnds(String path) {
        Answer begun = operator("PUT", "{\"retryAfterSeconds\":90,\"reason\":\"new disks\"}");
        assertThat(begun.json().at("/maintenance/on").asString()).isEqualTo("true");

        Answer refused = client.get(path);

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.header("Retry-After")).isEqualTo("90");
        assertThat(refused.body()).doesNotContain("disks");

        assertThat(operator("DELETE", "").json().at("/maintenance/on").asString())
                .isEqualTo("false");
        assertThat(client.get("/loadbalancers").status()).isEqualTo(200);
    }

    @Test
    void loginsAreAnswered503AndWhetherTheListenerLivesIsNot() {
        operator("PUT", "{}");

        Answer login =
                api.send(api.request("/v1.0").headers("X-Auth-User", RunningApi.USER, "X-Auth-Key", RunningApi.KEY));

        assertThat(login.status()).isEqualTo(503);
        assertThat(login.header("Retry-After")).isEqualTo("60");
        assertThat(api.postJson("/v2.0/tokens", "{}").status()).isEqualTo(503);
        assertThat(api.send(api.request("/healthz")).status()).isEqualTo(200);
        assertThat(api.send(api.operator("/operator/v1/loadbalancers")).status())
                .as("the operator's own")
                .isEqualTo(200);
    }

    @Test
    void begunAgainItSaysWhenItFirstBegan() {
        String since = operator("PUT", "{}").json().at("/maintenance/since").asString();

        operator("PUT", "{\"retryAfterSeconds\":3600}");

        Answer now = api.send(api.operator(PATH));
        assertThat(now.json().at("/maintenance/since").asString()).isEqualTo(since);
        assertThat(now.json().at("/maintenance/retryAfterSeconds").asString()).isEqualTo("3600");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"retryAfterSeconds\":0}", "{\"retryAfterSeconds\":86401}", "{\"reason\":7}", "{\"off\":true}"
            })
    void whatBreaksARuleIsRefusedAndBeginsNothing(String body) {
        assertThat(operator("PUT", body).status()).isEqualTo(400);
        assertThat(client.get("/loadbalancers").status()).isEqualTo(200);
    }

    private Answer operator(String verb, String body) {
        return api.send(api.operator(PATH)
                .header("Content-Type", "application/json")
                .method(verb, BodyPublishers.ofString(body)));
    }
}
