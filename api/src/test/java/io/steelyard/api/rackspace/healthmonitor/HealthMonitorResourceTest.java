package io.steelyard.api.rackspace.healthmonitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.api.Answer;
import io.steelyard.api.RunningApi;
import io.steelyard.api.http.Format;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HealthMonitorResourceTest {
    private static final String CONNECT =
            "{\"type\":\"CONNECT\",\"delay\":10,\"timeout\":10,\"attemptsBeforeDeactivation\":3}";
    private static final String HTTP = "{\"type\":\"HTTP\",\"delay\":10,\"timeout\":5,\"attemptsBeforeDeactivation\":2,"
            + "\"path\":\"/health\",\"statusRegex\":\"^200$\",\"bodyRegex\":\"fine\",\"hostHeader\":\"shop.example.com\"}";
    private static final String HTTP_XML = "<healthMonitor type='HTTP' delay='10' timeout='5'"
            + " attemptsBeforeDeactivation='2' path='/health' statusRegex='^200$' bodyRegex='fine'"
            + " hostHeader='shop.example.com'/>";

    private final RunningApi api = RunningApi.start();
    private final RunningApi.Client client = api.client();

    @AfterEach
    void stop() {
        api.close();
    }

    @ParameterizedTest
    @EnumSource
    void isSetShownAndRemoved(Format format) {
        int id = client.activeLoadBalancer();
        assertThat(shown(id, format)).doesNotContain("delay");

        for (String verb : new String[] {"PUT", "POST"}) {
            Answer set = send(verb, path(id), format, HTTP, HTTP_XML);

            assertThat(set.status()).as(set.body()).isEqualTo(202);
            assertThat(set.body())
                    .isEqualTo(shown(id, format))
                    .contains("/health", "^200$", "fine", "shop.example.com");
            client.awaitStatus(id, "ACTIVE");
        }
        assertThat(send("DELETE", path(id), format, "", "").status()).isEqualTo(202);
        client.awaitStatus(id, "ACTIVE");
        assertThat(shown(id, format)).doesNotContain("delay");
        assertThat(send("DELETE", path(id), format, "", "").status()).isEqualTo(422);
    }

    @ParameterizedTest
    @EnumSource
    void isGivenAtCreation(Format format) {
        Answer made = send(
                "POST",
                "/loadbalancers",
                format,
                "{\"name\":\"a\",\"protocol\":\"HTTP\",\"virtualIps\":[{\"type\":\"PUBLIC\"}],\"healthMonitor\":" + HTTP
                        + "}",
                "<loadBalancer name='a' protocol='HTTP'><virtualIps><virtualIp type='PUBLIC'/></virtualIps>" + HTTP_XML
                        + "</loadBalancer>");

        assertThat(made.status()).as(made.body()).isEqualTo(202);
        assertThat(made.body()).contains("healthMonitor", "shop.example.com");
    }

    @Test
    void whatIsLeftOutIsAsUsual() {
        int id = client.activeLoadBalancer();

        client.put(
                path(id),
                "{\"healthMonitor\":{\"type\":\"HTTP\",\"delay\":\"1\",\"timeout\":\"1\",\"attemptsBeforeDeactivation\":\"1\","
                        + "\"bodyRegex\":null}}");

        assertThat(shown(id, Format.JSON))
                .isEqualTo(
                        "{\"healthMonitor\":{\"type\":\"HTTP\",\"delay\":1,\"timeout\":1,\"attemptsBeforeDeactivation\":1,"
                                + "\"path\":\"/\",\"statusRegex\":\"^[23][0-9][0-9]$\"}}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "type|\"GET\"|type must be one of CONNECT, HTTP, HTTPS.",
                "type|\"HTTPS\"|type must be CONNECT: HTTPS is for load balancers of protocol HTTPS, not HTTP.",
                "delay|0|delay must be a whole number of seconds from 1 to 3600.",
                "delay|3601|delay must be a whole number of seconds from 1 to 3600.",
                "timeout|0|timeout must be a whole number of seconds from 1 to 300.",
                "timeout|301|timeout must be a whole number of seconds from 1 to 300.",
                "attemptsBeforeDeactivation|0|attemptsBeforeDeactivation must be a whole number from 1 to 10.",
                "attemptsBeforeDeactivation|11|attemptsBeforeDeactivation must be a whole number from 1 to 10.",
                "path|\"health\"|path must be 1 to 128",
                "path|\"/a b\"|path must be 1 to 128",
                "path|\"/\\r\\nX: y\"|path must be 1 to 128",
                "statusRegex|\"(\"|statusRegex must be a regular expression",
                "statusRegex|\"(?=2)\"|statusRegex must be a regular expression",
                "bodyRegex|\"\"|bodyRegex must be a regular expression",
                "bodyRegex|\"((a{1,100}){1,100}){1,100}\"|bodyRegex must be a regular expression",
                "hostHeader|\"a\\nb\"|hostHeader must be a host name",
                "colour|1|colour must be left out",
            })
    void refusesWhatBreaksARuleAndChangesNothing(String attribute, String value, String sentence) {
        int id = client.activeLoadBalancer();
        String valid = HTTP.replaceFirst("\"" + attribute + "\":(\"[^\"]*\"|[0-9]+),?", "")
                .replace(",}", "}");

        Answer refused = client.put(
                path(id),
                valid.replaceFirst(
                        "}$", ",\"" + attribute + "\":" + java.util.regex.Matcher.quoteReplacement(value) + "}"));

        assertThat(refused.status()).as(refused.body()).isEqualTo(400);
        assertThat(refused.body()).contains(sentence);
        assertThat(shown(id, Format.JSON)).isEqualTo("{\"healthMonitor\":{}}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"type", "delay", "timeout", "attemptsBeforeDeactivation"})
    void needsItsFourAttributes(String attribute) {
        int id = client.activeLoadBalancer();

        Answer refused = client.put(
                path(id),
                CONNECT.replaceFirst("\"" + attribute + "\":(\"[^\"]*\"|[0-9]+),?", "")
                        .replace(",}", "}"));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body()).contains(attribute + " must be given.");
    }

    @Test
    void aConnectMonitorAsksNothing() {
        int id = client.activeLoadBalancer();

        Answer refused = client.put(path(id), CONNECT.replace("}", ",\"path\":\"/\",\"bodyRegex\":\"x\"}"));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body()).contains("path must be left out", "bodyRegex must be left out");
    }

    @Test
    void whatIsWrongAtCreationIsNamedWithTheRest() {
        Answer refused = client.post(
                "/loadbalancers",
                "{\"protocol\":\"TCP\",\"port\":80,\"virtualIps\":[{\"type\":\"PUBLIC\"}],\"healthMonitor\":" + HTTP
                        + "}");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body())
                .contains(
                        "name must be given.",
                        "healthMonitor.type must be CONNECT: HTTP is for load balancers of protocol HTTP, not TCP.");
    }

    @Test
    void aProtocolThatItCouldNotCheckIsRefused() {
        int id = client.activeLoadBalancer();
        client.put(path(id), HTTP);
        client.awaitStatus(id, "ACTIVE");

        Answer refused = client.put("/loadbalancers/" + id, "{\"protocol\":\"TCP\"}");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body()).contains("change or remove healthMonitor first");
    }

    @Test
    void isGoneWithTheBalancer() {
        int id = client.deletedLoadBalancer();

        assertThat(client.get(path(id)).status()).isEqualTo(410);
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

    private static String path(int id) {
        return "/loadbalancers/" + id + "/healthmonitor";
    }
}
