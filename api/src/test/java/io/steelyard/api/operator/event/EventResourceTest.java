package io.steelyard.api.operator.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.steelyard.api.Answer;
import io.steelyard.api.RunningApi;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class EventResourceTest {
    private final RunningApi api = RunningApi.start();
    private final RunningApi.Client client = api.client();

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void eventsOfAllAccountsComeNewestFirstByKindAndAccount() {
        client.activeLoadBalancer();
        int second = api.otherClient().activeLoadBalancer();

        JsonNode created = events("?type=CREATED");

        assertThat(created).hasSize(2);
        assertThat(created.path(0).path("loadBalancer").asInt()).isEqualTo(second);
        assertThat(events("?type=CREATED&tenant=" + RunningApi.TENANT)).hasSize(1);
        assertThat(events("?before=" + created.path(0).path("id").asString() + "&type=CREATED"))
                .hasSize(1);
        assertThat(api.send(api.operator("/operator/v1/events?type=NOTHING")).status())
                .isEqualTo(400);
    }

    @Test
    void aBalancersHistoryIsWhatWasAskedForGenerationByGeneration() {
        int balancer = client.activeLoadBalancer();
        client.put("/loadbalancers/" + balancer, "{\"name\":\"b\"}");

        JsonNode history = api.send(api.operator("/operator/v1/loadbalancers/" + balancer + "/history"))
                .json()
                .path("history");

        assertThat(history).hasSize(2);
        assertThat(history.path(0).path("name").asString()).isEqualTo("b");
        assertThat(history.path(1).path("generation").asInt()).isEqualTo(1);
        assertThat(api.send(api.operator("/operator/v1/loadbalancers/99/history"))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void aBalancerInErrorIsTriedAgainAndOthersAreLeftAlone() {
        int fine = client.activeLoadBalancer();
        api.fleet().reject();
        int failed = client.post("/loadbalancers", RunningApi.MINIMAL).loadBalancerId();
        client.awaitStatus(failed, "ERROR");
        api.fleet().release();

        assertThat(retry(failed).status()).isEqualTo(202);
        retry(fine);

        client.awaitStatus(failed, "ACTIVE");
        await().until(() -> events("?type=RESYNCED").size() == 1);
        assertThat(retry(99).status()).isEqualTo(404);
    }

    private Answer retry(int balancer) {
        return api.send(api.operator("/operator/v1/loadbalancers/" + balancer + "/retry")
                .POST(BodyPublishers.noBody()));
    }

    private JsonNode events(String query) {
        return api.send(api.operator("/operator/v1/events" + query)).json().path("events");
    }
}
