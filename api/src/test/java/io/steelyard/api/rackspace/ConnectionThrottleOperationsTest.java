package io.steelyard.api.rackspace;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.api.Answer;
import io.steelyard.api.RunningApi;
import io.steelyard.api.http.Format;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionThrottleOperationsTest {
    private static final String JSON = "{\"connectionThrottle\":{\"minConnections\":10,\"maxConnections\":\"100\","
            + "\"maxConnectionRate\":50,\"rateInterval\":60}}";
    private static final String XML = "<connectionThrottle xmlns='http://docs.openstack.org/loadbalancers/api/v1.0'"
            + " minConnections='10' maxConnections='100' maxConnectionRate='50' rateInterval='60'/>";

    private final RunningApi api = RunningApi.start();
    private final RunningApi.Client client = api.client();
    private final int id = client.activeLoadBalancer();
    private final String throttle = "/loadbalancers/" + id + "/connectionthrottle";

    @AfterEach
    void stop() {
        api.close();
    }

    @ParameterizedTest
    @EnumSource
    void isSetChangedAndRemoved(Format format) {
        FormatClient asked = new FormatClient(api, client, format);
        assertThat(asked.get(throttle)).containsEntry("/connectionThrottle", "");

        assertThat(asked.values(asked.send("PUT", throttle, JSON, XML)))
                .containsEntry("/connectionThrottle/minConnections", "10")
                .containsEntry("/connectionThrottle/maxConnections", "100")
                .containsEntry("/connectionThrottle/maxConnectionRate", "50")
                .containsEntry("/connectionThrottle/rateInterval", "60");
        asked.send("PUT", throttle, "{\"maxConnections\":7}", "<connectionThrottle maxConnections='7'/>");

        assertThat(asked.get(throttle))
                .containsEntry("/connectionThrottle/minConnections", "10")
                .containsEntry("/connectionThrottle/maxConnections", "7");
        assertThat(asked.get("/loadbalancers/" + id))
                .containsEntry("/loadBalancer/connectionThrottle/maxConnections", "7");

        asked.send("DELETE", throttle, "", "");
        assertThat(asked.get(throttle)).containsEntry("/connectionThrottle", "");
        client.awaitStatus(id, "ACTIVE");
        assertThat(asked.ask("DELETE", throttle, "", "").status()).isEqualTo(422);
    }

    @ParameterizedTest
    @EnumSource
    void mayBeGivenAtCreation(Format format) {
        FormatClient asked = new FormatClient(api, client, format);

        Answer made = asked.send(
                "POST",
                "/loadbalancers",
                RunningApi.MINIMAL.replaceFirst("\\{", "{" + JSON.substring(1, JSON.length() - 1) + ","),
                "<loadBalancer name='a' protocol='HTTP'><virtualIps><virtualIp type='PUBLIC'/></virtualIps>"
                        + XML.replaceFirst(" xmlns='[^']*'", "") + "</loadBalancer>");

        assertThat(asked.values(made)).containsEntry("/loadBalancer/connectionThrottle/rateInterval", "60");
    }

    @Test
    void theFirstOneNeedsAllFour() {
        Answer answer = client.put(throttle, "{\"maxConnections\":7}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.sentences())
                .containsExactlyInAnyOrder(
                        "minConnections must be given.",
                        "maxConnectionRate must be given.",
                        "rateInterval must be given.");
        assertThat(client.post(
                                "/loadbalancers",
                                RunningApi.MINIMAL.replaceFirst("\\{", "{\"connectionThrottle\":{\"rateInterval\":1},"))
                        .sentences())
                .contains("connectionThrottle.maxConnections must be given.");
    }

    @ParameterizedTest
    @CsvSource({"minConnection, minConnections", "macConnectionRate, maxConnectionRate"})
    void aTypingErrorOfTheTextIsToldTheRightWord(String wrong, String right) {
        Answer answer = client.put(throttle, JSON.replace(right, wrong));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.sentences()).contains(wrong + " must be written " + right + ".");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"minConnections\":-1}",
                "{\"minConnections\":1001}",
                "{\"maxConnections\":-1}",
                "{\"maxConnections\":100001}",
                "{\"maxConnectionRate\":100001}",
                "{\"rateInterval\":0}",
                "{\"rateInterval\":3601}",
                "{\"rateInterval\":\"often\"}",
                "{\"colour\":1}",
                "{}"
            })
    void whatIsWrongChangesNothing(String body) {
        client.put(throttle, JSON);
        client.awaitStatus(id, "ACTIVE");
        String before = client.get(throttle).body();

        assertThat(client.put(throttle, body).status()).isEqualTo(400);
        assertThat(client.get(throttle).body()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"minConnections\":0,\"maxConnections\":0,\"maxConnectionRate\":0,\"rateInterval\":1}",
                "{\"minConnections\":1000,\"maxConnections\":100000,\"maxConnectionRate\":100000,\"rateInterval\":3600}",
                "{\"minConnections\":100,\"maxConnections\":10,\"maxConnectionRate\":50,\"rateInterval\":60}"
            })
    void theBordersAreAllowed(String body) {
        assertThat(client.put(throttle, body).status()).isEqualTo(202);
    }
}
