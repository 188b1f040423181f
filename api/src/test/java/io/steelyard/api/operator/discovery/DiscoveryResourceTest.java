package io.steelyard.api.operator.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.api.Answer;
import io.steelyard.api.RunningApi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DiscoveryResourceTest {
    private final RunningApi api = RunningApi.start();

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void aCloudThatWasNotAskedYetHasNeitherSucceededNorFailed() {
        Answer clouds = api.send(api.operator("/operator/v1/discovery"));

        assertThat(clouds.status()).isEqualTo(200);
        assertThat(clouds.body())
                .isEqualTo("{\"clouds\":[{\"source\":\"ec2\",\"tenant\":" + RunningApi.TENANT
                        + ",\"listed\":0,\"skipped\":0}]}");
    }
}
