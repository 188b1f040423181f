package io.steelyard.api.rackspace.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.api.Answer;
import io.steelyard.api.RunningApi;
import io.steelyard.api.http.Format;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code PUT /loadbalancers/{id}/nodes}. */
class NodeBatchTest {
    private final RunningApi api = RunningApi.start();
    private final RunningApi.Client client = api.client();
    private final List<Integer> ids = new ArrayList<>();
    private String path = "";

    @BeforeEach
    void makeThreeNodes() {
        int id = client.activeLoadBalancer();
        path = "/loadbalancers/" + id + "/nodes";
        String three = IntStream.rangeClosed(1, 3)
                .mapToObj(i -> "{\"address\":\"10.1.1." + i + "\",\"port\":80,\"condition\":\"ENABLED\"}")
                .collect(Collectors.joining(",", "[", "]"));
        client.post(path, three)
                .json()
                .path("nodes")
                .forEach(node -> ids.add(node.path("id").intValue()));
        client.awaitStatus(id, "ACTIVE");
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @ParameterizedTest
    @EnumSource
    void changesSeveralNodes(Format format) {
        String json = "{\"nodes\":[{\"id\":" + ids.get(0) + ",\"condition\":\"DRAINING\"},{\"id\":\"" + ids.get(2)
                + "\",\"weight\":7,\"type\":\"SECONDARY\"}]}";
        String xml = "<nodes><node id='" + ids.get(0) + "' condition='DRAINING'/><node id='" + ids.get(2)
                + "' weight='7' type='SECONDARY'/></nodes>";

        Answer answer = api.send(client.request(path)
                .header("Content-Type", format.mediaType().toString())
                .PUT(BodyPublishers.ofString(format == Format.XML ? xml : json)));

        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        assertThat(answer.body()).isEmpty();
        assertThat(shown()).containsExactly("DRAINING 1 PRIMARY", "ENABLED 1 PRIMARY", "ENABLED 7 SECONDARY");
    }

    @Test
    void takesEveryFormOfAList() {
        String one = "{\"id\":" + ids.get(1) + ",\"condition\":\"DISABLED\"}";

        for (String body : List.of(
                "[" + one + "]", "{\"nodes\":{\"node\":" + one + "}}", "{\"nodes\":{\"node\":[" + one + "]}}", one)) {
            assertThat(client.put(path, body).status()).as(body).isEqualTo(202);
        }

        assertThat(shown().get(1)).startsWith("DISABLED");
    }

    @Test
    void changesNothingWhenOneOfThemIsNotThere() {
        Answer answer = client.put(
                path,
                "{\"nodes\":[{\"id\":" + ids.get(0)
                        + ",\"condition\":\"DISABLED\"},{\"id\":2147483647,\"weight\":5}]}");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(shown()).containsOnly("ENABLED 1 PRIMARY");
    }

    @Test
    void namesEverythingThatIsWrong() {
        Answer answer = client.put(
                path,
                "{\"nodes\":[{\"id\":" + ids.get(0) + ",\"condition\":\"OFF\"},{\"weight\":0},{\"id\":" + ids.get(0)
                        + ",\"port\":81}]}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.sentences())
                .containsExactlyInAnyOrder(
                        "nodes[0].condition must be one of ENABLED, DISABLED, DRAINING.",
                        "nodes[1].id must be given.",
                        "nodes[1].weight must be a whole number from 1 to 100.",
                        "nodes[2].port must be left out: it cannot change; add another node instead.",
                        "nodes[2].id must be unique; node " + ids.get(0) + " is there twice.");
        assertThat(shown()).containsOnly("ENABLED 1 PRIMARY");
    }

    @Test
    void somethingIsToChangeOfEachNode() {
        Answer nothing = client.put(path, "{\"nodes\":[]}");
        Answer some = client.put(path, "{\"nodes\":[{\"id\":" + ids.get(0) + "}]}");

        assertThat(nothing.sentences()).containsExactly("nodes must be given.");
        assertThat(some.sentences()).containsExactly("nodes[0].condition must be given, or a weight or a type.");
    }

    @Test
    void namesAtMostTen() {
        String eleven = IntStream.rangeClosed(1, 11)
                .mapToObj(i -> "{\"id\":" + (1000 + i) + ",\"weight\":2}")
                .collect(Collectors.joining(",", "[", "]"));

        assertThat(client.put(path, eleven).status())
                .isEqualTo(client.delete(path + "?id=1&id=2&id=3&id=4&id=5&id=6&id=7&id=8&id=9&id=10&id=11")
                        .status());
    }

    private List<String> shown() {
        List<String> nodes = new ArrayList<>();
        client.get(path)
                .json()
                .path("nodes")
                .forEach(node -> nodes.add(node.path("condition").asString() + " "
                        + node.path("weight").intValue() + " "
                        + node.path("type").asString()));
        return nodes;
    }
}
