package io.steelyard.api.rackspace.contentcaching;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.api.Answer;
import io.steelyard.api.RunningApi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is its own; the rest is in SwitchResourceTest. */
class ContentCachingResourceTest {
    private final RunningApi api = RunningApi.start();
    private final RunningApi.Client client = api.client();

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void isForHttpAlone() {
        String https = "{\"name\":\"a\",\"protocol\":\"HTTPS\",\"virtualIps\":[{\"type\":\"PUBLIC\"}]";
        int id = client.post("/loadbalancers", https + "}").loadBalancerId();
        client.awaitStatus(id, "ACTIVE");

        assertThat(put(id, true).status()).isEqualTo(400);

        assertThat(put(id, false).status()).isEqualTo(202);
        assertThat(client.post("/loadbalancers", https + ",\"contentCaching\":{\"enabled\":true}}")
                        .sentences())
                .containsExactly("contentCaching must be off for protocol HTTPS.");
        assertThat(client.get("/loadbalancers").json().path("loadBalancers").size())
                .isEqualTo(1);
    }

    @Test
    void aProtocolThatItIsNotForIsRefusedWhileItIsOn() {
        int id = client.activeLoadBalancer();
        put(id, true);
        client.awaitStatus(id, "ACTIVE");

        Answer refused = client.put("/loadbalancers/" + id, "{\"protocol\":\"TCP\"}");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.sentences()).containsExactly("contentCaching must be off for protocol TCP.");
        assertThat(client.get("/loadbalancers/" + id).body())
                .contains("\"contentCaching\":{\"enabled\":true}", "\"protocol\":\"HTTP\"");
    }

    @Test
    void isChangedAtItsOwnResourceAlone() {
        int id = client.activeLoadBalancer();

        Answer refused = client.put("/loadbalancers/" + id, "{\"contentCaching\":{\"enabled\":true}}");

        assertThat(refused.sentences()).contains("contentCaching must be left out: it has a resource of its own.");
    }

    private Answer put(int id, boolean enabled) {
        return client.put("/loadbalancers/" + id + "/contentcaching", "{\"enabled\":" + enabled + "}");
    }
}
