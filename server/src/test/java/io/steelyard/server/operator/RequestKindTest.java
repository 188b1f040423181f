package io.steelyard.server.operator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestKindTest {
    @ParameterizedTest
    @CsvSource({
        "/v1.0, login",
        "/v2.0/tokens, login",
        "/v1.0/1001/loadbalancers, loadbalancers",
        "/v1.0/1001/loadbalancers.xml, loadbalancers",
        "/v1.0/1001/loadbalancers/71/nodes/3, nodes",
        "/v1.0/1001/loadbalancers/71/nodes.json, nodes",
        "/healthz, healthz",
        "/, other",
        "/v1.0/1001/<script>, other",
        "'', other"
    })
    void isTheInnermostNounOfThePath(String path, String kind) {
        assertThat(RequestKind.of(path)).isEqualTo(kind);
    }

    @Test
    void methodsThatNobodyKnowsAreOne() {
        assertThat(RequestKind.method("GET")).isEqualTo("GET");
        assertThat(RequestKind.method("BREW")).isEqualTo("other");
    }
}
