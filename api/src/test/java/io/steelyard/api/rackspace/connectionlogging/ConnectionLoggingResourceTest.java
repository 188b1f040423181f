package io.steelyard.api.rackspace.connectionlogging;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.api.Answer;
import io.steelyard.api.RunningApi;
import io.steelyard.api.http.Format;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionLoggingResourceTest {
    private final RunningApi api = RunningApi.start();
    private final RunningApi.Client client = api.client();

    @AfterEach
    void stop() {
        api.close();
    }

    @ParameterizedTest
    @EnumSource
    void isTurnedOnAndOff(Format format) {
        int id = client.activeLoadBalancer();
        assertThat(shown(id, format)).contains(off(format));

        Answer on = put(id, format, true);

        assertThat(on.status()).isEqualTo(202);
        assertThat(on.body()).isEmpty();
        assertThat(shown(id, format)).contains(on(format));
        client.awaitStatus(id, "ACTIVE");
        assertThat(put(id, format, false).status()).isEqualTo(202);
        assertThat(shown(id, format)).contains(off(format));
    }

    @ParameterizedTest
    @EnumSource
    void isGivenAtCreation(Format format) {
        Answer made = send(
                "POST",
                "/loadbalancers",
                format,
                "{\"name\":\"a\",\"protocol\":\"HTTP\",\"connectionLogging\":{\"enabled\":true},"
                        + "\"virtualIps\":[{\"type\":\"PUBLIC\"}]}",
                "<loadBalancer name='a' protocol='HTTP'><connectionLogging enabled='true'/>"
                        + "<virtualIps><virtualIp type='PUBLIC'/></virtualIps></loadBalancer>");

        assertThat(made.status()).isEqualTo(202);
        assertThat(made.body()).contains(on(format));
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "\"true\"", "{\"enabled\":\"true\"}", "{\"enabled\":true}"})
    void isUpdatedWithTheBalancer(String value) {
        int id = client.activeLoadBalancer();

        assertThat(client.put("/loadbalancers/" + id, "{\"connectionLogging\":" + value + "}")
                        .status())
                .isEqualTo(202);

        assertThat(client.get("/loadbalancers/" + id).body()).contains(on(Format.JSON));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"enabled\":null}",
                "{\"enabled\":\"yes\"}",
                "{\"enabled\":1}",
                "{\"enabled\":{}}",
                "{\"enabled\":true,\"format\":\"x\"}",
                "{\"connectionLogging\":\"true\"}",
                "{\"connectionLogging\":{\"enabled\":[]}}"
            })
    void refusesWhatIsNeitherOnNorOff(String body) {
        int id = client.activeLoadBalancer();

        Answer refused = client.put("/loadbalancers/" + id + "/connectionlogging", body);

        assertThat(refused.status()).as(refused.body()).isEqualTo(400);
        assertThat(shown(id, Format.JSON)).contains(off(Format.JSON));
    }

    @Test
    void isGoneWithTheBalancer() {
        int id = client.deletedLoadBalancer();

        assertThat(client.get("/loadbalancers/" + id + "/connectionlogging").status())
                .isEqualTo(410);
    }

    private Answer put(int id, Format format, boolean enabled) {
        return send(
                "PUT",
                "/loadbalancers/" + id + "/connectionLogging",
                format,
                "{\"connectionLogging\":{\"enabled\":" + enabled + "}}",
                "<connectionLogging enabled='" + enabled + "'/>");
    }

    private Answer send(String method, String path, Format format, String json, String xml) {
        return api.send(client.request(path)
                .header("Content-Type", format.mediaType().toString())
                .header("Accept", format.mediaType().toString())
                .method(method, BodyPublishers.ofString(format == Format.JSON ? json : xml)));
    }

    private String shown(int id, Format format) {
        return api.send(client.request("/loadbalancers/" + id + "/connectionlogging")
                        .header("Accept", format.mediaType().toString()))
                .body();
    }

    private static String on(Format format) {
        return text(format, true);
    }

    private static String off(Format format) {
        return text(format, false);
    }

    private static String text(Format format, boolean enabled) {
        return format == Format.JSON
                ? "\"connectionLogging\":{\"enabled\":" + enabled + "}"
                : "enabled=\"" + enabled + "\"";
    }
}
