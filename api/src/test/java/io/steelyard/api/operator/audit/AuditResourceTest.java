package io.steelyard.api.operator.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.steelyard.api.Answer;
import io.steelyard.api.RunningApi;
import io.steelyard.domain.account.Role;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class AuditResourceTest {
    private static final String AUDIT = "/operator/v1/audit";
    private static final String PASSWORD =
            "{\"auth\":{\"passwordCredentials\":{\"username\":\"demo\",\"password\":\"%s\"},\"tenantId\":\"%d\"}}";
    private final RunningApi api = RunningApi.start();
    private final RunningApi.Client client = api.client();

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void aWriteOfATenantIsThereWhenItsAnswerIs() {
        client.post("/loadbalancers", RunningApi.MINIMAL);

        JsonNode entry = entries("?tenant=" + RunningApi.TENANT).path(0);

        assertThat(entry.path("who").asString()).isEqualTo(RunningApi.USER);
        assertThat(entry.path("from").asString()).isEqualTo("127.0.0.1");
        assertThat(entry.path("verb").asString()).isEqualTo("POST");
        assertThat(entry.path("target").asString()).isEqualTo("/v1.0/" + RunningApi.TENANT + "/loadbalancers");
        assertThat(entry.path("outcome").asString()).isEqualTo("DONE");
        assertThat(entry.has("status")).isFalse();
    }

    @Test
    void aWriteIsThereOnceHoweverItEndsAndAReadNever() {
        int balancer = client.activeLoadBalancer();
        client.get("/loadbalancers/" + balancer);
        client.delete("/loadbalancers?id=" + balancer + "&token=secret");
        client.awaitStatus(balancer, "DELETED");
        client.delete("/loadbalancers/" + balancer);
        api.client(Role.OBSERVER).post("/loadbalancers", RunningApi.MINIMAL);

        await().until(() -> entries("?outcome=REFUSED").size() == 2);

        assertThat(writes()).hasSize(4);
        assertThat(writes().get(2).path("target").asString()).endsWith("/loadbalancers?id=" + balancer);
        assertThat(entries("?outcome=REFUSED&who=OBSERVER")
                        .path(0)
                        .path("status")
                        .asInt())
                .isEqualTo(403);
        assertThat(entries("?outcome=REFUSED&verb=DELETE")
                        .path(0)
                        .path("status")
                        .asInt())
                .isEqualTo(410);
    }

    @Test
    void whatTheOperatorDoesIsThereWithoutItsSecrets() {
        send("POST", "/operator/v1/accounts", "{\"name\":\"jane\",\"apiKey\":\"very-secret-key\"}");
        send("PUT", "/operator/v1/maintenance", "{}");

        JsonNode entries = entries("?who=operator");

        assertThat(entries).hasSize(2);
        assertThat(entries.path(0).path("target").asString()).isEqualTo("/operator/v1/maintenance");
        assertThat(entries.path(1).has("tenant")).isFalse();
        assertThat(entries.toString()).doesNotContain("very-secret-key");
    }

    @Test
    void aLongListGoesOnBelowNext() {
        for (int write = 0; write < 3; write++) {
            client.post("/loadbalancers", RunningApi.MINIMAL);
        }

        Answer first = api.send(api.operator(AUDIT + "?verb=POST&limit=2"));
        String next = first.json().path("next").asString();
        Answer rest = api.send(api.operator(AUDIT + "?verb=POST&limit=2&before=" + next));

        assertThat(first.json().path("entries")).hasSize(2);
        assertThat(rest.json().path("entries")).hasSize(1);
        assertThat(rest.json().has("next")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"?since=yesterday", "?outcome=MAYBE", "?tenant=x", "?before=last", "?limit=0"})
    void aFilterThatCannotBeReadIsRefused(String query) {
        assertThat(api.send(api.operator(AUDIT + query)).status()).isEqualTo(400);
    }

    @Test
    void timesBoundTheList() {
        client.post("/loadbalancers", RunningApi.MINIMAL);

        assertThat(entries("?verb=POST&since=2000-01-01T00:00:00Z&until=2999-01-01T00:00:00Z"))
                .hasSize(1);
        assertThat(entries("?until=2000-01-01T00:00:00Z")).isEmpty();
        assertThat(entries("?since=2999-01-01T00:00:00Z")).isEmpty();
    }

    @Test
    void loginsAreThereWithTheirOutcome() {
        for (String key : List.of(RunningApi.KEY, "wrong-key")) {
            api.postJson("/v1.1/auth", "{\"credentials\":{\"username\":\"demo\",\"key\":\"" + key + "\"}}");
        }
        api.postJson("/v2.0/tokens", PASSWORD.formatted(RunningApi.KEY, RunningApi.TENANT));
        await().until(() -> entries("?outcome=REFUSED").size() == 1);

        assertThat(entries("?who=demo&verb=POST").values())
                .extracting(each -> each.path("target").asString() + " "
                        + each.path("outcome").asString())
                .containsExactlyInAnyOrder("/v1.1/auth DONE", "/v1.1/auth REFUSED", "/v2.0/tokens DONE");
        assertThat(entries("?who=demo&outcome=DONE&verb=GET")
                        .path(0)
                        .path("target")
                        .asString())
                .isEqualTo("/v1.0");
        assertThat(entries("?outcome=REFUSED").path(0).path("status").asInt()).isEqualTo(401);
        assertThat(entries("?outcome=REFUSED").path(0).path("tenant").asString())
                .isEqualTo(Long.toString(RunningApi.TENANT));
        assertThat(entries("").toString()).doesNotContain("wrong-key").doesNotContain(RunningApi.KEY);
    }

    @Test
    void aLoginForAnotherAccountIsRefusedAndLeavesNothingElse() {
        Answer answer = api.postJson("/v2.0/tokens", PASSWORD.formatted(RunningApi.KEY, RunningApi.OTHER_TENANT));
        await().until(() -> entries("?verb=POST").size() == 1);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(entries("?verb=POST").path(0).path("outcome").asString()).isEqualTo("REFUSED");
    }

    @Test
    void aNameThatNobodyHasIsNotWrittenDown() {
        api.send(api.request("/v1.0").headers("X-Auth-User", RunningApi.KEY, "X-Auth-Key", "demo"));
        await().until(() -> entries("?outcome=REFUSED").size() == 1);

        assertThat(entries("?outcome=REFUSED").path(0).path("who").asString()).isEmpty();
        assertThat(entries("?outcome=REFUSED").path(0).path("from").asString()).isEqualTo("127.0.0.1");
        assertThat(entries("").toString()).doesNotContain(RunningApi.KEY);
    }

    @Test
    void theLogItselfCannotBeChanged() {
        assertThat(send("DELETE", AUDIT, "").status()).isEqualTo(405);
        assertThat(send("POST", AUDIT, "{}").status()).isEqualTo(405);
    }

    /** All but logins. */
    private List<JsonNode> writes() {
        return entries("").values().stream()
                .filter(entry -> !entry.path("target").asString().equals("/v1.0"))
                .toList();
    }

    private JsonNode entries(String query) {
        return api.send(api.operator(AUDIT + query)).json().path("entries");
    }

    private Answer send(String verb, String path, String body) {
        return api.send(api.operator(path)
                .header("Content-Type", "application/json")
                .method(verb, BodyPublishers.ofString(body)));
    }
}
