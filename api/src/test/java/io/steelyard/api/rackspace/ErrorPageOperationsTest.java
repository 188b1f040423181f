package io.steelyard.api.rackspace;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.api.Answer;
import io.steelyard.api.RunningApi;
import io.steelyard.api.http.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ErrorPageOperationsTest {
    private static final String PAGE = "<html><body>Sorry, something is amiss! \u00e9</body></html>";
    private static final String JSON = "{\"errorpage\":{\"content\":\"" + PAGE + "\"}}";
    private static final String XML = "<errorpage><content>" + PAGE.replace("<", "&lt;") + "</content></errorpage>";

    private final RunningApi api = RunningApi.start();
    private final RunningApi.Client client = api.client();
    private final int id = client.activeLoadBalancer();
    private final String page = "/loadbalancers/" + id + "/errorpage";

    @AfterEach
    void stop() {
        api.close();
    }

    @ParameterizedTest
    @EnumSource
    void isSetShownAndRemoved(Format format) throws IOException {
        FormatClient asked = new FormatClient(api, client, format);
        String usual = Files.readString(Path.of("..", "spec", "errorpage", "default.html"));
        assertThat(asked.get(page)).containsEntry("/errorpage/content", usual);

        assertThat(asked.values(asked.send("PUT", page, JSON, XML))).containsEntry("/errorpage/content", PAGE);
        assertThat(asked.get(page)).containsEntry("/errorpage/content", PAGE);

        asked.send("DELETE", page, "", "");
        assertThat(asked.get(page)).containsEntry("/errorpage/content", usual);
        client.awaitStatus(id, "ACTIVE");
        assertThat(asked.ask("DELETE", page, "", "").status()).isEqualTo(422);
    }

    @ParameterizedTest
    @EnumSource
    void mayBeGivenAtCreation(Format format) {
        FormatClient asked = new FormatClient(api, client, format);

        Answer made = asked.send(
                "POST",
                "/loadbalancers",
                RunningApi.MINIMAL.replaceFirst("\\{", "{\"errorPage\":{\"content\":\"" + PAGE + "\"},"),
                "<loadBalancer name='a' protocol='HTTP'><virtualIps><virtualIp type='PUBLIC'/></virtualIps>"
                        + XML.replace("errorpage", "errorPage") + "</loadBalancer>");

        String other = "/loadbalancers/" + asked.values(made).get("/loadBalancer/id");
        assertThat(asked.get(other + "/errorpage")).containsEntry("/errorpage/content", PAGE);
    }

    @Test
    void upTo64KibibytesFitHoweverTheyAreWritten() {
        String most = "\\u003c".repeat(64 * 1024);

        assertThat(client.put(page, "{\"content\":\"" + most + "\"}").status()).isEqualTo(202);
        client.awaitStatus(id, "ACTIVE");
        assertThat(client.put(page, "{\"content\":\"" + most + "x\"}").status()).isEqualTo(400);
        assertThat(client.put(page, "{\"content\":\"" + "\u00e9".repeat(32 * 1024) + "x\"}")
                        .status())
                .isEqualTo(400);
        assertThat(client.get(page).text("/errorpage/content")).isEqualTo("<".repeat(64 * 1024));
    }

    @Test
    void onlyHttpHasOne() {
        client.put("/loadbalancers/" + id, "{\"protocol\":\"TCP\"}");
        client.awaitStatus(id, "ACTIVE");

        assertThat(client.put(page, JSON).sentences())
                .containsExactly("errorPage must be used with protocol HTTP only.");
        assertThat(client.post(
                                "/loadbalancers",
                                RunningApi.MINIMAL
                                        .replace("HTTP", "SMTP")
                                        .replaceFirst("\\{", "{\"errorPage\":{\"content\":\"x\"},"))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void aProtocolThatHasNoneIsRefusedWhileThereIsOne() {
        client.put(page, JSON);
        client.awaitStatus(id, "ACTIVE");

        Answer answer = client.put("/loadbalancers/" + id, "{\"protocol\":\"TCP\"}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("errorPage");
    }

    @Test
    void halfClosedIsForConnectionsThatAreCarriedAsTheyAre() {
        assertThat(client.put("/loadbalancers/" + id, "{\"halfClosed\":true}").sentences())
                .containsExactly("halfClosed must be false for protocol HTTP.");

        assertThat(client.put("/loadbalancers/" + id, "{\"protocol\":\"TCP\",\"halfClosed\":\"true\"}")
                        .status())
                .isEqualTo(202);
        client.awaitStatus(id, "ACTIVE");
        assertThat(client.get("/loadbalancers/" + id)
                        .json()
                        .at("/loadBalancer/halfClosed")
                        .booleanValue())
                .isTrue();
        assertThat(client.put("/loadbalancers/" + id, "{\"protocol\":\"HTTP\"}").status())
                .isEqualTo(400);
    }
}
