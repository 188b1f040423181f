package io.steelyard.api.rackspace;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.api.Answer;
import io.steelyard.api.RunningApi;
import io.steelyard.api.http.Format;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@EnumSource(Switch.class)
class SwitchResourceTest {
    private final RunningApi api = RunningApi.start();
    private final RunningApi.Client client = api.client();
    private final String name;

    SwitchResourceTest(Switch tested) {
        name = tested.attribute();
    }

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
                "{\"name\":\"a\",\"protocol\":\"HTTP\",\"" + name + "\":{\"enabled\":true},"
                        + "\"virtualIps\":[{\"type\":\"PUBLIC\"}]}",
                "<loadBalancer name='a' protocol='HTTP'><" + name + " enabled='true'/>"
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
                "{\"NAME\":\"true\"}",
                "{\"NAME\":{\"enabled\":[]}}"
            })
    void refusesWhatIsNeitherOnNorOff(String body) {
        int id = client.activeLoadBalancer();

        Answer refused = client.put(path(id), body.replace("NAME", name));

        assertThat(refused.status()).as(refused.body()).isEqualTo(400);
        assertThat(shown(id, Format.JSON)).contains(off(Format.JSON));
    }

    @Test
    void isGoneWithTheBalancer() {
        int id = client.deletedLoadBalancer();

        assertThat(client.get(path(id)).status()).isEqualTo(410);
    }

    private String path(int id) {
        return "/loadbalancers/" + id + "/" + name.toLowerCase(Locale.ROOT);
    }

    /** With a capital letter in the path, as section 4.12 writes it. */
    private Answer put(int id, Format format, boolean enabled) {
        return send(
                "PUT",
                "/loadbalancers/" + id + "/" + name,
                format,
                "{\"" + name + "\":{\"enabled\":" + enabled + "}}",
                "<" + name + " enabled='" + enabled + "'/>");
    }

    private Answer send(String method, String path, Format format, String json, String xml) {
        return api.send(client.request(path)
                .header("Content-Type", format.mediaType().toString())
                .header("Accept", format.mediaType().toString())
                .method(method, BodyPublishers.ofString(format == Format.JSON ? json : xml)));
    }

    private String shown(int id, Format format) {
        return api.send(client.request(path(id))
                        .header("Accept", format.mediaType().toString()))
                .body();
    }

    private String on(Format format) {
        return text(format, true);
    }

    private String off(Format format) {
        return text(format, false);
    }

    private String text(Format format, boolean enabled) {
        return format == Format.JSON ? "\"" + name + "\":{\"enabled\":" + enabled + "}" : "enabled=\"" + enabled + "\"";
    }
}
