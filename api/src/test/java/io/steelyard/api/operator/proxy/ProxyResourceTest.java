package io.steelyard.api.operator.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.api.Answer;
import io.steelyard.api.RunningApi;
import io.steelyard.control.fleet.ProxyRestart;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProxyResourceTest {
    private final RunningApi api = RunningApi.start();

    @AfterEach
    void stop() throws Exception {
        api.close();
    }

    @Test
    void aRestartNamesBothProcesses() {
        api.restartWith(new ProxyRestart.Restarted(4711, 4690));

        Answer answer = restart();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.number("/proxy/pid")).isEqualTo(4711);
        assertThat(answer.number("/proxy/before")).isEqualTo(4690);
    }

    @Test
    void aRestartThatCameToNothingSaysWhy() {
        api.restartWith(new ProxyRestart.Refused("The proxy is being restarted already."));

        Answer answer = restart();

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.text("/detail")).isEqualTo("The proxy is being restarted already.");
    }

    private Answer restart() {
        return api.send(api.operator("/operator/v1/proxy/restart").POST(HttpRequest.BodyPublishers.noBody()));
    }
}
