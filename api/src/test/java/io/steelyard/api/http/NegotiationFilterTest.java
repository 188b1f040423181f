package io.steelyard.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.api.Answer;
import io.steelyard.api.RunningApi;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NegotiationFilterTest {
    private static final String NAMESPACE = "http://docs.openstack.org/loadbalancers/api/v1.0";

    private static RunningApi api;
    private static RunningApi.Client client;

    @BeforeAll
    static void start() {
        api = RunningApi.start();
        client = api.client();
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/loadbalancers",
                "/loadbalancers/",
                "/loadBalancers",
                "/LOADBALANCERS.JSON",
                "/loadbalancers.json",
                "/loadbalancers?cache-busting=abc",
                "/loadbalancers??limit=5",
                "/loadbalancers.json??limit=5&cache-busting=1"
            })
    void findsAPathInEveryFormThatClientsWrite(String path) {
        assertThat(client.get(path).body()).isEqualTo("{\"loadBalancers\":[]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "*/*",
                "application/*",
                "text/html, application/json;q=0.1",
                "application/xml;q=0, */*",
                "application/xml, application/json",
                "application/xml;q=0.1, */*;q=0.2"
            })
    void answersInJsonWhereThatIsAccepted(String accept) {
        Answer answer = api.send(client.request("/loadbalancers").header("Accept", accept));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/xml",
                "application/xml, application/json;q=0.9",
                "application/json;q=0.5, application/*",
                "application/json;q=0, */*",
                "text/html, application/xml;q=0.9, */*;q=0.8"
            })
    void answersInXmlWhereThatIsWantedMore(String accept) {
        Answer answer = api.send(client.request("/loadbalancers").header("Accept", accept));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/xml");
        assertThat(answer.body()).endsWith("<loadBalancers xmlns=\"" + NAMESPACE + "\"/>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/html",
                "application/atom+xml",
                "text/xml",
                "application/json;q=0",
                "*/*;q=0",
                "application/json;q=0, application/xml;q=0, */*"
            })
    void refusesFormatsThatItDoesNotSpeak(String accept) {
        Answer answer = api.send(client.request("/loadbalancers").header("Accept", accept));

        assertThat(answer.status()).isEqualTo(406);
        assertThat(answer.number("/code")).isEqualTo(406);
        assertThat(answer.names()).containsExactly("message", "code", "details");
    }

    @Test
    void letsTheExtensionBeatTheAcceptHeader() {
        assertThat(api.send(client.request("/loadbalancers.json").header("Accept", "application/xml"))
                        .status())
                .isEqualTo(200);
        assertThat(api.send(client.request("/loadbalancers.xml").header("Accept", "application/json"))
                        .header("Content-Type"))
                .isEqualTo("application/xml");
        assertThat(client.get("/loadbalancers.atom").status()).isEqualTo(406);
    }

    @ParameterizedTest
    @CsvSource({";;;/, 400", "a, 406", "application/json;q=x, 400"})
    void refusesAnAcceptHeaderThatIsNone(String accept, int status) {
        Answer answer = api.send(client.request("/loadbalancers").header("Accept", accept));

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.number("/code")).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "text/xml", "nonsense", ";"})
    void refusesBodiesOfOtherTypes(String type) {
        Answer answer = api.send(client.request("/loadbalancers")
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(RunningApi.MINIMAL)));

        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.number("/code")).isEqualTo(415);
    }

    @Test
    void refusesABodyWithoutAType() {
        Answer answer = api.send(client.request("/loadbalancers").POST(BodyPublishers.ofString(RunningApi.MINIMAL)));

        assertThat(answer.status()).isEqualTo(415);
    }

    @Test
    void acceptsATypeWithACharacterSet() {
        Answer answer = api.send(client.request("/loadbalancers")
                .header("Content-Type", "application/json; charset=UTF-8")
                .POST(BodyPublishers.ofString("{}")));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.sentences()).contains("name must be given.");
    }

    @Test
    void answersAnUnknownPathWithAFault() {
        for (String path : List.of("/", "/v1.0/1/2/3", "/v3", "/loadbalancers", "/.json")) {
            Answer answer = path.startsWith("/v1.0/") ? client.get("/nothing/here") : api.send(api.request(path));

            assertThat(answer.status()).as(path).isEqualTo(404);
            assertThat(answer.names()).containsExactly("message", "code", "details");
        }
    }

    @Test
    void answersAWrongVerbWithTheRightOnes() {
        Answer answer = api.send(client.request("/loadbalancers").PUT(BodyPublishers.noBody()));

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.number("/code")).isEqualTo(405);
        assertThat(answer.header("Allow").split(",")).contains("GET", "POST", "DELETE");
    }
}
