package io.steelyard.api.operator.instance;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.api.Answer;
import io.steelyard.api.RunningApi;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InstanceResourceTest {
    private final RunningApi api = RunningApi.start();
    private final String instances = "/operator/v1/accounts/" + RunningApi.TENANT + "/instances";

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void anInstanceIsAddedReplacedListedAndForgotten() {
        assertThat(put("i-b", "{\"address\":\"10.1.1.2\",\"zone\":\"us-east-1b\",\"group\":\"web\"}")
                        .status())
                .isEqualTo(200);
        put("i-a", "{\"address\":\"10.1.1.1\",\"zone\":\"us-east-1a\"}");
        put("i-a", "{\"address\":\"10.1.1.9\",\"zone\":\"us-east-1a\",\"state\":\"STOPPED\"}");

        Answer listed = api.send(api.operator(instances));
        assertThat(listed.text("/instances/0/id")).isEqualTo("i-a");
        assertThat(listed.text("/instances/0/address")).isEqualTo("10.1.1.9");
        assertThat(listed.text("/instances/0/state")).isEqualTo("STOPPED");
        assertThat(listed.text("/instances/1/group")).isEqualTo("web");

        assertThat(delete("i-a").status()).isEqualTo(204);
        assertThat(delete("i-a").status()).isEqualTo(404);
        assertThat(api.send(api.operator(instances)).text("/instances/0/id")).isEqualTo("i-b");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "i-a | {\"zone\":\"us-east-1a\"} | 400",
                "i-a | {\"address\":\"10.1.1.1\",\"zone\":\"Z\"} | 400",
                "i-a | {\"address\":\"name.test\",\"zone\":\"us-east-1a\"} | 400",
                "x-a | {\"address\":\"10.1.1.1\",\"zone\":\"us-east-1a\"} | 404"
            })
    void whatIsNoInstanceIsRefused(String id, String body, int status) {
        assertThat(put(id, body).status()).isEqualTo(status);
        assertThat(api.send(api.operator(instances)).body()).contains("\"instances\":[]");
    }

    @Test
    void anAccountThatIsNotThereHasNone() {
        assertThat(api.send(api.operator("/operator/v1/accounts/987654/instances"))
                        .status())
                .isEqualTo(404);
    }

    private Answer put(String id, String body) {
        return api.send(api.operator(instances + "/" + id)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(body)));
    }

    private Answer delete(String id) {
        return api.send(api.operator(instances + "/" + id).DELETE());
    }
}
