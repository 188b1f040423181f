package io.steelyard.api.operator.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.steelyard.api.Answer;
import io.steelyard.api.RunningApi;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JobResourceTest {
    private static final String JOBS = "/operator/v1/jobs";
    private final RunningApi api = RunningApi.start();

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void aChangeThatNoHostHasTakenIsAJobUntilOneDoes() {
        api.fleet().hold();
        int id = api.client().post("/loadbalancers", RunningApi.MINIMAL).loadBalancerId();

        Answer waiting = api.send(api.operator(JOBS));
        assertThat(waiting.number("/count")).isEqualTo(1);
        assertThat(waiting.number("/jobs/0/loadBalancer")).isEqualTo(id);
        assertThat(waiting.text("/jobs/0/due")).isNotEmpty();
        assertThat(api.send(api.operator("/operator/v1/loadbalancers/" + id)).number("/loadBalancer/job/generation"))
                .isEqualTo(1);

        assertThat(retry(id).status()).isEqualTo(202);
        api.fleet().release();
        api.client().awaitStatus(id, "ACTIVE");
        await().until(() -> api.send(api.operator(JOBS)).number("/count"), count -> count == 0);
    }

    @Test
    void whereThereIsNoJobThereIsNothingToRetry() {
        int id = api.client().activeLoadBalancer();

        assertThat(retry(id).status()).isEqualTo(404);
        assertThat(retry(4711).status()).isEqualTo(404);
    }

    @Test
    void hostsSayWhetherTheyAreConnected() {
        Answer hosts = api.send(api.operator("/operator/v1/hosts"));

        assertThat(hosts.text("/hosts/0/name")).isEqualTo("local");
        assertThat(hosts.json().at("/hosts/0/connected").booleanValue()).isFalse();
    }

    private Answer retry(int id) {
        return api.send(api.operator(JOBS + "/" + id + "/retry").POST(HttpRequest.BodyPublishers.noBody()));
    }
}
