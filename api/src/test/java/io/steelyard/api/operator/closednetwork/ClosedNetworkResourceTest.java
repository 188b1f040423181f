package io.steelyard.api.operator.closednetwork;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.api.Answer;
import io.steelyard.api.RunningApi;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClosedNetworkResourceTest {
    private static final String NETWORKS = "/operator/v1/closed-networks";
    private static final String NODE =
            "{\"nodes\":[{\"address\":\"10.66.1.1\",\"port\":80,\"condition\":\"ENABLED\"}]}";
    private final RunningApi api = RunningApi.start();
    private final RunningApi.Client client = api.client();

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void aClosedNetworkIsRefusedToNodesUntilItIsOpened() {
        int balancer = client.activeLoadBalancer();

        Answer closed = send("POST", NETWORKS, "{\"network\":\"10.66.0.0/16\",\"reason\":\"ours\"}");

        assertThat(closed.status()).isEqualTo(201);
        Answer refused = client.post("/loadbalancers/" + balancer + "/nodes", NODE);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body()).doesNotContain("ours");
        assertThat(api.send(api.operator(NETWORKS)).text("/closedNetworks/0/reason"))
                .isEqualTo("ours");

        assertThat(send("DELETE", NETWORKS + "/10.66.0.0/16", "").status()).isEqualTo(204);
        assertThat(client.post("/loadbalancers/" + balancer + "/nodes", NODE).status())
                .isEqualTo(202);
    }

    @Test
    void nodesThatAreThereAlreadyAreToldToTheHostsAnew() {
        int balancer = client.activeLoadBalancer();
        client.post("/loadbalancers/" + balancer + "/nodes", NODE);
        client.awaitStatus(balancer, "ACTIVE");

        send("POST", NETWORKS, "{\"network\":\"10.66.1.1\"}");

        assertThat(api.send(api.operator("/operator/v1/loadbalancers/" + balancer + "/events"))
                        .body())
                .contains("closed that network");
        client.awaitStatus(balancer, "ACTIVE");
        assertThat(client.get("/loadbalancers/" + balancer).body()).contains("10.66.1.1");
    }

    @Test
    void whatIsNoNetworkIsRefused() {
        assertThat(send("POST", NETWORKS, "{\"network\":\"10.66.0.0/33\"}").status())
                .isEqualTo(400);
        assertThat(send("DELETE", NETWORKS + "/10.66.0.0/16", "").status()).isEqualTo(404);
    }

    private Answer send(String verb, String path, String body) {
        return api.send(api.operator(path)
                .header("Content-Type", "application/json")
                .method(verb, BodyPublishers.ofString(body)));
    }
}
