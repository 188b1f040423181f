package io.steelyard.conformance.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.conformance.Site;
import io.steelyard.conformance.SteelyardProcess;
import io.steelyard.conformance.tls.Certificate;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** WebSockets through a service as it comes, over HTTP/1.1 and HTTP/2, with clients of Debian's. */
class WebSocketTest {
    private static final String PYTHON = "/usr/bin/python3";
    private static final String SCRIPT = script("websocket.py");
    private static final String HTTP2_SCRIPT = script("websocket_http2.py");

    @TempDir
    Path directory;

    private Site site;
    private Process echo;
    private int echoPort;

    @BeforeEach
    void start() throws Exception {
        site = Site.start(directory.resolve("data"));
        echo = new ProcessBuilder(PYTHON, SCRIPT, "serve")
                .redirectError(directory.resolve("echo.log").toFile())
                .start();
        BufferedReader printed = echo.inputReader();
        echoPort = Integer.parseInt(printed.readLine());
    }

    @AfterEach
    void stop() throws Exception {
        echo.destroyForcibly();
        site.close();
    }

    @Test
    void webSocketsAreCarriedInTheClearAndWithinTls() throws Exception {
        Certificate certificate = Certificate.selfSigned(directory, "chat.test");
        Path authority = Files.writeString(directory.resolve("authority.pem"), certificate.root());
        JsonNode balancer = site.create(
                "\"protocol\":\"HTTP\",\"port\":8080,\"sslTermination\":%s"
                        .formatted(certificate.termination("\"securePort\":8443")),
                Site.nodeBody(echoPort));

        String plain = "ws:/" + Site.address(balancer, 8080) + "/chat";
        String secure = "wss:/" + Site.address(balancer, 8443) + "/chat";
        assertThat(talk(SCRIPT, "talk", plain)).isEqualTo("heard 200\n");
        assertThat(talk(SCRIPT, "talk", secure, authority.toString())).isEqualTo("heard 200\n");
        assertThat(talk(HTTP2_SCRIPT, plain)).isEqualTo("heard 200\n");
        assertThat(talk(HTTP2_SCRIPT, secure, authority.toString())).isEqualTo("heard 200\n");
    }

    private static String script(String name) {
        return SteelyardProcess.home().resolve("conformance/clients", name).toString();
    }

    private String talk(String... arguments) throws IOException, InterruptedException {
        Path output = Files.createTempFile(directory, "talk", ".out");
        ProcessBuilder talk = new ProcessBuilder(PYTHON);
        talk.command().addAll(List.of(arguments));
        Process talking =
                talk.redirectErrorStream(true).redirectOutput(output.toFile()).start();
        assertThat(talking.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return Files.readString(output);
    }
}
