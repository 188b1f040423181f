package io.steelyard.api.rackspace;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.api.Answer;
import io.steelyard.api.RunningApi;
import io.steelyard.api.http.Format;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code /loadbalancers/{id}/sessionpersistence}, asked and answered in either format. */
class SessionPersistenceOperationsTest {
    private final RunningApi api = RunningApi.start();
    private final RunningApi.Client client = api.client();

    @AfterEach
    void stop() {
        api.close();
    }

    @ParameterizedTest
    @EnumSource
    void isSetShownAndTakenAway(Format format) {
        String path = path(client.activeLoadBalancer());

        assertThat(values(format, send("GET", path, format, ""))).containsOnly(Map.entry("/sessionPersistence", ""));
        assertThat(values(format, send("POST", path, format, body(format, "HTTP_COOKIE"))))
                .containsOnly(Map.entry("/sessionPersistence/persistenceType", "HTTP_COOKIE"));
        assertThat(values(format, send("GET", path, format, "")))
                .containsOnly(Map.entry("/sessionPersistence/persistenceType", "HTTP_COOKIE"));
        assertThat(send("DELETE", path, format, "").body()).isEmpty();
        assertThat(values(format, send("GET", path, format, ""))).containsOnly(Map.entry("/sessionPersistence", ""));
        assertThat(send("DELETE", path, format, "").status()).isEqualTo(422);
    }

    @ParameterizedTest
    @EnumSource
    void isExchanged(Format format) {
        String path = path(client.activeLoadBalancer());

        send("PUT", path, format, body(format, "HTTP_COOKIE"));
        Answer exchanged = send("PUT", path, format, body(format, "SOURCE_IP"));

        assertThat(exchanged.status()).isEqualTo(202);
        assertThat(client.get(path).text("/sessionPersistence/persistenceType")).isEqualTo("SOURCE_IP");
    }

    @ParameterizedTest
    @EnumSource
    void isGivenAtCreation(Format format) {
        Answer made = send(
                "POST",
                "/loadbalancers",
                format,
                format == Format.XML
                        ? "<loadBalancer name='a' protocol='HTTP'><virtualIps><virtualIp type='PUBLIC'/></virtualIps>"
                                + "<sessionPersistence persistenceType='HTTP_COOKIE'/></loadBalancer>"
                        : "{\"name\":\"a\",\"protocol\":\"HTTP\",\"virtualIps\":[{\"type\":\"PUBLIC\"}],"
                                + "\"sessionPersistence\":{\"persistenceType\":\"HTTP_COOKIE\"}}");

        assertThat(values(format, made))
                .containsEntry("/loadBalancer/sessionPersistence/persistenceType", "HTTP_COOKIE");
        assertThat(client.get("/loadbalancers").body()).doesNotContain("sessionPersistence");
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP, HTTP_COOKIE, 202",
        "HTTP, SOURCE_IP, 202",
        "HTTP, SSL_ID, 400",
        "HTTPS, HTTP_COOKIE, 400",
        "HTTPS, SOURCE_IP, 202",
        "HTTPS, SSL_ID, 202",
        "SMTP, HTTP_COOKIE, 400",
        "SMTP, SOURCE_IP, 202",
        "SMTP, SSL_ID, 400",
        "IMAPS, SSL_ID, 400"
    })
    void fitsTheProtocolAtCreationAndLater(String protocol, String type, int status) {
        String plain = RunningApi.MINIMAL.replace("HTTP", protocol);
        String with = plain.replaceFirst("}$", ",\"sessionPersistence\":{\"persistenceType\":\"" + type + "\"}}");

        assertThat(client.post("/loadbalancers", with.replace("\"a\"", "\"b\"")).status())
                .isEqualTo(status);
        int id = client.post("/loadbalancers", plain).loadBalancerId();
        assertThat(client.post(path(id), body(Format.JSON, type)).status()).isEqualTo(status);
        assertThat(client.get(path(id)).body().contains(type)).isEqualTo(status == 202);
    }

    @Test
    void aProtocolThatItIsNotForIsRefusedAndNothingHasChanged() {
        int id = client.activeLoadBalancer();
        client.post(path(id), body(Format.JSON, "HTTP_COOKIE"));

        Answer refused = client.put("/loadbalancers/" + id, "{\"protocol\":\"HTTPS\",\"name\":\"other\"}");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.sentences())
                .containsExactly(
                        "protocol must be one that fits: session persistence HTTP_COOKIE is for HTTP only, and the"
                                + " protocol is HTTPS.");
        assertThat(client.get("/loadbalancers/" + id).text("/loadBalancer/name"))
                .isEqualTo("a");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{} | persistenceType must be given.",
                "{'persistenceType':'COOKIE'} | persistenceType must be one of HTTP_COOKIE, SOURCE_IP, SSL_ID.",
                "{'persistenceType':null} | persistenceType must be given.",
                "{'persistenceType':'SOURCE_IP','x':1} | x must be left out: there is no such attribute here."
            })
    void whatIsWrongIsNamed(String body, String sentence) {
        String path = path(client.activeLoadBalancer());

        Answer refused = client.post(path, body.replace('\'', '"'));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.sentences()).containsExactly(sentence);
        assertThat(client.get(path).body()).isEqualTo("{\"sessionPersistence\":{}}");
    }

    private static String path(int id) {
        return "/loadbalancers/" + id + "/sessionpersistence";
    }

    private static String body(Format format, String type) {
        return format == Format.XML
                ? "<sessionPersistence persistenceType='" + type + "'/>"
                : "{\"sessionPersistence\":{\"persistenceType\":\"" + type + "\"}}";
    }

    private Answer send(String verb, String path, Format format, String body) {
        return api.send(client.request(path + "." + format.name().toLowerCase(Locale.ROOT))
                .header("Content-Type", format.mediaType().toString())
                .method(verb, BodyPublishers.ofString(body)));
    }

    private static Map<String, String> values(Format format, Answer answer) {
        assertThat(answer.status()).as(answer.body()).isIn(200, 202);
        return format == Format.XML ? Values.ofXmlAsJson(answer.body()) : Values.ofJson(answer.body());
    }
}
