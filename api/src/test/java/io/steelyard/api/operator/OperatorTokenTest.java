package io.steelyard.api.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.api.Answer;
import io.steelyard.api.RawRequest;
import io.steelyard.api.RunningApi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody gets anything of the operator's without its token, and nothing of it through the tenants' listener. */
class OperatorTokenTest {
    private final RunningApi api = RunningApi.start();

    @AfterEach
    void stop() {
        api.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/operator/v1/loadbalancers",
                "/operator/v1/nothing",
                "/metrics",
                "/metrics;a=b",
                "/Metrics.json",
                "/healthz/../metrics",
                "/healthz;a=b/metrics",
                "/"
            })
    void whoeverHasNoTokenLearnsNothing(String path) throws Exception {
        String answer = RawRequest.exchange(
                api.operatorRequest("/").build().uri().getPort(),
                "GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

        assertThat(answer)
                .startsWith("HTTP/1.1 40")
                .doesNotContain("steelyard_build_info")
                .doesNotContain("loadBalancers");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Bearer",
                "Bearer ",
                "Bearer 0123456789abcdef0123456789abcdee",
                "Bearer 0123456789abcdef",
                "Bearer 0123456789abcdef0123456789abcdef0",
                "Basic 0123456789abcdef0123456789abcdef",
                "0123456789abcdef0123456789abcdef"
            })
    void aWrongTokenIsRefusedInOneForm(String authorization) {
        Answer answer = api.send(api.operatorRequest("/metrics").header("Authorization", authorization));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.number("/status")).isEqualTo(401);
    }

    @Test
    void theTokenOpensAndItsSchemeMayBeInAnyCase() {
        assertThat(api.send(api.operator("/metrics")).body()).isEqualTo("steelyard_build_info 1\n");
        assertThat(api.send(api.operatorRequest("/metrics")
                                .header("Authorization", "bearer " + RunningApi.OPERATOR_TOKEN))
                        .status())
                .isEqualTo(200);
        assertThat(api.send(api.operatorRequest("/healthz")).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/metrics", "/operator/v1/loadbalancers", "/operator/v1"})
    void theTenantsListenerHasNothingOfIt(String path) {
        Answer answer = api.send(api.request(path).header("Authorization", "Bearer " + RunningApi.OPERATOR_TOKEN));

        assertThat(answer.status()).isEqualTo(404);
    }

    @Test
    void theOperatorsListenerHasNothingOfTheTenants() {
        assertThat(api.send(api.operator("/spec")).status()).isEqualTo(404);
    }
}
