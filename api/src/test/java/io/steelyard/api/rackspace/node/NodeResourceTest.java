package io.steelyard.api.rackspace.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.api.Answer;
import io.steelyard.api.RunningApi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeResourceTest {
    private static final String NODE = "{\"address\":\"10.1.1.1\",\"port\":80,\"condition\":\"ENABLED\"}";

    private final RunningApi api = RunningApi.start();
    private final RunningApi.Client client = api.client();
    private String nodes = "";

    @BeforeEach
    void loadBalancer() {
        nodes = "/loadbalancers/" + client.activeLoadBalancer() + "/nodes";
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"nodes\":[NODE]}",
                "{\"nodes\":{\"node\":NODE}}",
                "{\"nodes\":{\"node\":[NODE]}}",
                "{\"node\":NODE}",
                "{\"node\":[NODE]}",
                "[NODE]",
                "NODE"
            })
    void addsNodesInEveryFormThatClientsSend(String form) {
        Answer answer = client.post(nodes, form.replace("NODE", NODE));

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body())
                .isEqualTo("{\"nodes\":[{\"id\":" + answer.number("/nodes/0/id")
                        + ",\"address\":\"10.1.1.1\",\"port\":80,\"condition\":\"ENABLED\",\"status\":\"ONLINE\","
                        + "\"type\":\"PRIMARY\",\"weight\":1}]}");
        assertThat(client.get(nodes).body()).isEqualTo(answer.body());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"nodes\":[]}",
                "{\"nodes\":{}}",
                "{\"node\":null}",
                "{\"nodes\":null}",
                "{\"nodes\":[null]}",
                "{\"nodes\":\"x\"}",
                "{\"nodes\":[NODE],\"more\":1}",
                "{\"nodes\":[NODE,{\"port\":80}]}",
                "7",
                "null"
            })
    void addsNothingWhenAnythingIsWrong(String body) {
        Answer answer = client.post(nodes, body.replace("NODE", NODE));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(client.get(nodes).body()).isEqualTo("{\"nodes\":[]}");
    }

    @Test
    void refusesANodeThatIsThereAlready() {
        client.post(nodes, NODE);

        Answer answer = client.post(nodes, NODE);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text("/details")).isEqualTo("The load balancer has the node 10.1.1.1:80 already.");
    }

    @Test
    void limitsTheNodesOfABalancer() {
        StringBuilder list = new StringBuilder(NODE);
        for (int port = 81; port < 105; port++) {
            list.append(',').append(NODE.replace("80", Integer.toString(port)));
        }
        assertThat(client.post(nodes, "[" + list + "]").status()).isEqualTo(202);

        Answer oneMore = client.post(nodes, NODE.replace("80", "105"));

        assertThat(oneMore.status()).isEqualTo(413);
        assertThat(oneMore.text("/details")).isEqualTo("A load balancer may have 25 nodes.");
    }

    @Test
    void showsOneNodeWithItsMetadata() {
        int id = client.post(nodes, NODE).number("/nodes/0/id");

        assertThat(client.get(nodes + "/" + id).body())
                .isEqualTo("{\"node\":{\"id\":" + id
                        + ",\"address\":\"10.1.1.1\",\"port\":80,\"condition\":\"ENABLED\",\"status\":\"ONLINE\","
                        + "\"type\":\"PRIMARY\",\"weight\":1,\"metadata\":[]}}");
    }

    @Test
    void removesNodesToTheLastOne() {
        int id = client.post(nodes, NODE).number("/nodes/0/id");

        Answer answer = client.delete(nodes + "/" + id);

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.header("Content-Type")).isEmpty();
        assertThat(client.get(nodes).body()).isEqualTo("{\"nodes\":[]}");
        assertThat(client.delete(nodes + "/" + id).status()).isEqualTo(404);
    }

    @Test
    void pagesThroughTheList() {
        int first = client.post(nodes, NODE).number("/nodes/0/id");
        int second = client.post(nodes, NODE.replace("80", "81")).number("/nodes/0/id");

        assertThat(client.get(nodes + "?limit=1").number("/nodes/0/id")).isEqualTo(first);
        assertThat(client.get(nodes + "?marker=" + second).number("/nodes/0/id"))
                .isEqualTo(second);
        assertThat(client.get(nodes + "?offset=2").body()).isEqualTo("{\"nodes\":[]}");
    }

    @Test
    void answersForAnUnknownNodeAndForAnUnknownBalancer() {
        assertThat(client.get(nodes + "/999999").text("/details")).isEqualTo("No node of this account has that id.");
        assertThat(client.get(nodes + "/x").body())
                .isEqualTo(client.get(nodes + "/999999").body());
        assertThat(client.get("/loadbalancers/999999/nodes/1").text("/details"))
                .isEqualTo("No load balancer of this account has that id.");
    }
}
