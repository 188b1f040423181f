package io.steelyard.api.rackspace;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.api.Answer;
import io.steelyard.api.RunningApi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Preconditions and keys on what is below a balancer. */
class SafeWritesBelowTest {
    private static final String NODE = "{\"address\":\"10.1.1.1\",\"port\":80,\"condition\":\"ENABLED\"}";

    private final RunningApi api = RunningApi.start();
    private final RunningApi.Client client = api.client();
    private int id;
    private String path = "";

    @BeforeEach
    void loadBalancer() {
        id = client.activeLoadBalancer();
        path = "/loadbalancers/" + id;
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void aNodeIsAddedOnceHoweverOftenItIsAskedForWithOneKey() {
        Answer first = client.exchange("POST", path + "/nodes", NODE, "Idempotency-Key", "key");

        Answer second = client.exchange("POST", path + "/nodes", NODE, "Idempotency-Key", "key");

        assertThat(second.status()).isEqualTo(202);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(client.get(path + "/nodes").json().path("nodes").size()).isEqualTo(1);
    }

    @Test
    void theSameBodyForAnotherBalancerNeedsAnotherKey() {
        String other = "/loadbalancers/" + client.activeLoadBalancer();
        client.exchange("POST", path + "/nodes", NODE, "Idempotency-Key", "key");

        assertThat(client.exchange("POST", other + "/nodes", NODE, "Idempotency-Key", "key")
                        .status())
                .isEqualTo(422);
    }

    @Test
    void aVirtualIpIsAddedOnceHoweverOftenItIsAskedForWithOneKey() {
        String wanted = "{\"type\":\"PUBLIC\"}";

        Answer first = client.exchange("POST", path + "/virtualips", wanted, "Idempotency-Key", "key");
        Answer second = client.exchange("POST", path + "/virtualips", wanted, "Idempotency-Key", "key");

        assertThat(first.status()).as(first.body()).isEqualTo(202);
        assertThat(second.status()).isEqualTo(202);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(client.get(path + "/virtualips").json().path("virtualIps").size())
                .isEqualTo(2);
    }

    @Test
    void aNodeIsChangedOnlyIfItsBalancerIsAsTheCallerSawIt() {
        String seen = tag();
        int node = client.post(path + "/nodes", NODE).number("/nodes/0/id");
        client.awaitStatus(id, "ACTIVE");
        String change = "{\"condition\":\"DISABLED\"}";

        assertThat(client.exchange("PUT", path + "/nodes/" + node, change, "If-Match", seen)
                        .status())
                .isEqualTo(412);
        assertThat(client.exchange("DELETE", path + "/nodes/" + node, "", "If-Match", seen)
                        .status())
                .isEqualTo(412);
        assertThat(client.exchange("POST", path + "/nodes", NODE.replace("80", "81"), "If-Match", seen)
                        .status())
                .isEqualTo(412);
        assertThat(client.exchange("PUT", path + "/nodes/" + node, change, "If-Match", tag())
                        .status())
                .isEqualTo(202);
    }

    private String tag() {
        return client.get(path).header("ETag");
    }
}
