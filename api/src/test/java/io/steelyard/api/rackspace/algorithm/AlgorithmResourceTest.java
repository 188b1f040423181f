package io.steelyard.api.rackspace.algorithm;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.api.Answer;
import io.steelyard.api.ApiSetup;
import io.steelyard.api.RunningApi;
import io.steelyard.domain.pool.Algorithm;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlgorithmResourceTest {
    private static final String SIXTH = "POWER_OF_TWO_CHOICES";
    private static final String WITH_SIXTH =
            RunningApi.MINIMAL.replace("{\"name\"", "{\"algorithm\":\"" + SIXTH + "\",\"name\"");

    @Test
    void theSixthIsNeitherListedNorAcceptedUnlessTheOperatorSaysSo() {
        try (RunningApi api = RunningApi.start()) {
            RunningApi.Client client = api.client();
            int id = client.activeLoadBalancer();

            assertThat(client.get("/loadbalancers/algorithms").body()).doesNotContain(SIXTH);
            Answer created = client.post("/loadbalancers", WITH_SIXTH);
            assertThat(created.status()).isEqualTo(400);
            assertThat(created.body()).contains("one of LEAST_CONNECTIONS").doesNotContain(SIXTH);
            assertThat(client.put("/loadbalancers/" + id, "{\"algorithm\":\"" + SIXTH + "\"}")
                            .status())
                    .isEqualTo(400);
        }
    }

    @Test
    void theSixthIsListedAndAcceptedWhereItIsSwitchedOn() {
        try (RunningApi api = RunningApi.start(ApiSetup.usual().withAlgorithms(List.of(Algorithm.values())))) {
            RunningApi.Client client = api.client();

            assertThat(client.get("/loadbalancers/algorithms").text("/algorithms/5/name"))
                    .isEqualTo(SIXTH);
            Answer created = client.post("/loadbalancers", WITH_SIXTH);
            assertThat(created.status()).isEqualTo(202);
            assertThat(client.get("/loadbalancers/" + created.loadBalancerId()).text("/loadBalancer/algorithm"))
                    .isEqualTo(SIXTH);
        }
    }
}
