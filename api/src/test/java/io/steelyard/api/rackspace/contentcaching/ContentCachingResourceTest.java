package io.steelyard.api.rackspace.contentcaching;

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

class ContentCachingResourceTest {
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
                "{\"name\":\"a\",\"protocol\":\"HTTP\",\"contentCaching\":{\"enabled\":true},"
                        + "\"virtualIps\":[{\"type\":\"PUBLIC\"}]}",
                "<loadBalancer name='a' protocol='HTTP'><contentCaching enabled='true'/>"
                        + "<virtualIps><virtualIp type='PUBLIC'/></virtualIps></loadBalancer>");

        assertThat(made.status()).isEqualTo(202);
        assertThat(made.body()).contains(on(format));
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
                "{\"contentCaching\":\"true\"}",
                "{\"contentCaching\":{\"enabled\":[]}}"
            })
    void refusesWhatIsNeitherOnNorOff(String body) {
        int id = client.activeLoadBalancer();

        Answer refused = client.put("/loadbalancers/" + id + "/contentcaching", body);

        assertThat(refused.status()).as(refused.body()).isEqualTo(400);
        assertThat(shown(id, Format.JSON)).contains(off(Format.JSON));
    }

    @Test
    void isGoneWithTheBalancer() {
        int id = client.deletedLoadBalancer();

        assertThat(client.get("/loadbalancers/" + id + "/contentcaching").status())
                .isEqualTo(410);
    }

    @Test
    void isForHttpAlone() {
        String https = "{\"name\":\"a\",\"protocol\":\"HTTPS\",\"virtualIps\":[{\"type\":\"PUBLIC\"}]";
        int id = client.post("/loadbalancers", https + "}").loadBalancerId();
        client.awaitStatus(id, "ACTIVE");

        assertThat(put(id, Format.JSON, true).status()).isEqualTo(400);

        assertThat(put(id, Format.JSON, false).status()).isEqualTo(202);
        assertThat(client.post("/loadbalancers", https + ",\"contentCaching\":{\"enabled\":true}}")
                        .sentences())
                .containsExactly("contentCaching must be off for protocol HTTPS.");
        assertThat(client.get("/loadbalancers").json().path("loadBalancers").size())
                .isEqualTo(1);
    }

    @Test
    void aProtocolThatItIsNotForIsRefusedWhileItIsOn() {
        int id = client.activeLoadBalancer();
        put(id, Format.JSON, true);
        client.awaitStatus(id, "ACTIVE");

        Answer refused = client.put("/loadbalancers/" + id, "{\"protocol\":\"TCP\"}");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.sentences()).containsExactly("contentCaching must be off for protocol TCP.");
        assertThat(client.get("/loadbalancers/" + id).body()).contains(on(Format.JSON), "\"protocol\":\"HTTP\"");
    }

    @Test
    void isChangedAtItsOwnResourceAlone() {
        int id = client.activeLoadBalancer();

        Answer refused = client.put("/loadbalancers/" + id, "{\"contentCaching\":{\"enabled\":true}}");

        assertThat(refused.sentences()).contains("contentCaching must be left out: it has a resource of its own.");
    }

    private Answer put(int id, Format format, boolean enabled) {
        return send(
                "PUT",
                "/loadbalancers/" + id + "/contentCaching",
                format,
                "{\"contentCaching\":{\"enabled\":" + enabled + "}}",
                "<contentCaching enabled='" + enabled + "'/>");
    }

    private Answer send(String method, String path, Format format, String json, String xml) {
        return api.send(client.request(path)
                .header("Content-Type", format.mediaType().toString())
                .header("Accept", format.mediaType().toString())
                .method(method, BodyPublishers.ofString(format == Format.JSON ? json : xml)));
    }

    private String shown(int id, Format format) {
        return api.send(client.request("/loadbalancers/" + id + "/contentcaching")
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
                ? "\"contentCaching\":{\"enabled\":" + enabled + "}"
                : "enabled=\"" + enabled + "\"";
    }
}
