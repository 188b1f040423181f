package io.steelyard.api.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.api.Answer;
import io.steelyard.api.ApiSetup;
import io.steelyard.api.RunningApi;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoginTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2010-11-30T03:23:42.987Z"));
    private final RunningApi api = RunningApi.start(ApiSetup.usual().withClock(now::get));

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void answersTheFirstVersionInHeaders() {
        Answer answer = api.send(api.request("/v1.0").headers("X-Auth-User", "demo", "X-Auth-Key", RunningApi.KEY));

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.header("X-Auth-Token")).hasSize(64);
        assertThat(answer.header("X-Server-Management-Url")).isEqualTo(api.url() + "/v1.0/1001");
        assertThat(answer.header("X-Storage-Url")).startsWith(api.url());
        assertThat(answer.header("X-CDN-Management-Url")).startsWith(api.url());
        assertThat(answer.header("Content-Type")).isEmpty();
        assertThat(answer.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"auth\":{\"RAX-KSKEY:apiKeyCredentials\":{\"username\":\"demo\",\"apiKey\":\"SECRET\"}}}",
                "{\"auth\":{\"passwordCredentials\":{\"username\":\"demo\",\"password\":\"SECRET\"}}}",
                "{\"auth\":{\"passwordCredentials\":{\"username\":\"demo\",\"password\":\"SECRET\"},\"tenantId\":\"1001\"}}",
                "{\"auth\":{\"passwordCredentials\":{\"username\":\"demo\",\"password\":\"SECRET\"},\"tenantName\":\"demo\"}}"
            })
    void answersTheSecondVersionWithACatalog(String body) {
        Answer answer = api.postJson("/v2.0/tokens", body.replace("SECRET", RunningApi.KEY));

        String token = answer.text("/access/token/id");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo("{\"access\":{\"token\":{\"id\":\"" + token + "\",\"expires\":\"2010-12-01T03:23:42Z\","
                        + "\"tenant\":{\"id\":\"1001\",\"name\":\"demo\"}},"
                        + "\"user\":{\"id\":\"1001\",\"name\":\"demo\",\"RAX-AUTH:defaultRegion\":\"ORD\","
                        + "\"roles\":[{\"id\":\"1\",\"name\":\"lbaas:admin\"}]},"
                        + "\"serviceCatalog\":[{\"name\":\"cloudLoadBalancers\",\"type\":\"rax:load-balancer\","
                        + "\"endpoints\":[{\"region\":\"ORD\",\"tenantId\":\"1001\",\"publicURL\":\""
                        + api.url() + "/v1.0/1001\"}]}]}}");
        assertThat(listWith(token).status()).isEqualTo(200);
    }

    @Test
    void answersTheVersionBetween() {
        Answer answer = api.postJson(
                "/v1.1/auth", "{\"credentials\":{\"username\":\"demo\",\"key\":\"" + RunningApi.KEY + "\"}}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("/auth/token/expires")).isEqualTo("2010-12-01T03:23:42Z");
        assertThat(answer.text("/auth/serviceCatalog/cloudLoadBalancers/0/publicURL"))
                .isEqualTo(api.url() + "/v1.0/1001");
        assertThat(listWith(answer.text("/auth/token/id")).status()).isEqualTo(200);
    }

    @Test
    void refusesWrongCredentialsWithTheSameBytesWhateverIsWrong() {
        String wrongKey = tokens("demo", "wrong", "1001");
        String noUser = tokens("nobody", RunningApi.KEY, "1001");
        String foreignAccount = tokens("demo", RunningApi.KEY, "2002");

        List<Answer> answers = List.of(
                api.postJson("/v2.0/tokens", wrongKey),
                api.postJson("/v2.0/tokens", noUser),
                api.postJson("/v2.0/tokens", foreignAccount),
                api.postJson("/v1.1/auth", "{\"credentials\":{\"username\":\"demo\",\"key\":\"no\"}}"),
                api.send(api.request("/v1.0")),
                api.send(api.request("/v1.0").headers("X-Auth-User", "demo", "X-Auth-Key", "no")));

        assertThat(answers).extracting(Answer::status).containsOnly(401);
        assertThat(answers)
                .extracting(Answer::body)
                .containsOnly(answers.getFirst().body());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"auth\":{}}",
                "{\"auth\":{\"passwordCredentials\":{}}}",
                "{\"auth\":{\"passwordCredentials\":{\"username\":1,\"password\":true}}}",
                "{\"auth\":7}",
                "[]"
            })
    void refusesBodiesWithoutCredentials(String body) {
        assertThat(api.postJson("/v2.0/tokens", body).status()).isEqualTo(400);
        assertThat(api.postJson("/v1.1/auth", body).status()).isEqualTo(400);
    }

    @Test
    void letsATokenLiveForADay() {
        String token = api.client().token();

        now.updateAndGet(time -> time.plus(Duration.ofHours(24)).minusMillis(1));
        assertThat(listWith(token).status()).isEqualTo(200);

        now.updateAndGet(time -> time.plusMillis(1));
        assertThat(listWith(token).status()).isEqualTo(401);
    }

    private Answer listWith(String token) {
        return api.send(api.request("/v1.0/1001/loadbalancers").header("X-Auth-Token", token));
    }

    private static String tokens(String user, String password, String tenant) {
        return "{\"auth\":{\"passwordCredentials\":{\"username\":\"%s\",\"password\":\"%s\"},\"tenantId\":\"%s\"}}"
                .formatted(user, password, tenant);
    }
}
