package io.steelyard.api.operator.figures;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.api.Answer;
import io.steelyard.api.RunningApi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FiguresResourceTest {
    private static final String FIGURES = "/operator/v1/figures";
    private final RunningApi api = RunningApi.start();

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void whatHostsSeeIsShownWithoutNodesUnlessTheyAreAskedFor() {
        Answer seen = api.send(api.operator(FIGURES));

        String balancer = "/figures/hosts/0/loadBalancers/0";
        assertThat(seen.text("/figures/hosts/0/name")).isEqualTo("local");
        assertThat(seen.number(balancer + "/id")).isEqualTo(7);
        assertThat(seen.number(balancer + "/answers/2xx")).isEqualTo(28);
        assertThat(seen.number(balancer + "/failures/NO_NODE")).isEqualTo(1);
        assertThat(seen.json().at(balancer + "/nodes").size()).isZero();
        assertThat(seen.json().at(balancer + "/latencies/counts").size())
                .isEqualTo(seen.json().at("/figures/latencyBoundsSeconds").size() + 1);

        Answer withNodes = api.send(api.operator(FIGURES + "?nodes=2"));
        assertThat(withNodes.json().at(balancer + "/nodes").size()).isEqualTo(2);
        assertThat(withNodes.number(balancer + "/nodes/1/requests")).isEqualTo(30);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1001", "x", "", "99999999999"})
    void aNumberOfNodesOutOfRangeIsRefused(String nodes) {
        assertThat(api.send(api.operator(FIGURES + "?nodes=" + nodes)).status()).isEqualTo(400);
    }
}
