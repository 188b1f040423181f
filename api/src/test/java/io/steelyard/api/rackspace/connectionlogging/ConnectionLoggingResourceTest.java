package io.steelyard.api.rackspace.connectionlogging;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.api.RunningApi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is its own; the rest is in SwitchResourceTest. */
class ConnectionLoggingResourceTest {
    private final RunningApi api = RunningApi.start();
    private final RunningApi.Client client = api.client();

    @AfterEach
    void stop() {
        api.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "\"true\"", "{\"enabled\":\"true\"}", "{\"enabled\":true}"})
    void isUpdatedWithTheBalancer(String value) {
        int id = client.activeLoadBalancer();

        assertThat(client.put("/loadbalancers/" + id, "{\"connectionLogging\":" + value + "}")
                        .status())
                .isEqualTo(202);

        assertThat(client.get("/loadbalancers/" + id).body()).contains("\"connectionLogging\":{\"enabled\":true}");
    }
}
