package io.steelyard.api.rackspace.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.api.Answer;
import io.steelyard.api.ApiSetup;
import io.steelyard.api.RunningApi;
import io.steelyard.testkit.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NodeResourceTest {
    private static final String NODE = "{\"address\":\"10.1.1.1\",\"port\":80,\"condition\":\"ENABLED\"}";

    private final SettableClock now = new SettableClock(Instant.parse("2010-11-30T03:23:42.987Z"));
    private final RunningApi api = RunningApi.start(ApiSetup.usual().withClock(now));
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"condition\":\"DRAINING\"}",
                "{\"node\":{\"condition\":\"DRAINING\"}}",
                "{\"node\":{\"condition\":\"DRAINING\",\"weight\":null,\"type\":\"PRIMARY\",\"address\":null}}"
            })
    void changesANodeInEveryFormThatClientsSend(String body) {
        int id = client.post(nodes, NODE).number("/nodes/0/id");

        Answer answer = client.put(nodes + "/" + id, body);

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.header("Content-Type")).isEmpty();
        assertThat(client.get(nodes).body())
                .isEqualTo("{\"nodes\":[{\"id\":" + id
                        + ",\"address\":\"10.1.1.1\",\"port\":80,\"condition\":\"DRAINING\",\"status\":\"DRAINING\","
                        + "\"type\":\"PRIMARY\",\"weight\":1}]}");
    }

    @Test
    void changesTheWeight() {
        int id = client.post(nodes, NODE).number("/nodes/0/id");

        assertThat(client.put(nodes + "/" + id, "{\"weight\":\"100\"}").status())
                .isEqualTo(202);

        assertThat(client.get(nodes + "/" + id).number("/node/weight")).isEqualTo(100);
        assertThat(client.get(nodes + "/" + id).text("/node/condition")).isEqualTo("ENABLED");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'address':'10.1.1.2'} | address must be left out: it cannot change; add another node instead.",
                "{'port':80,'weight':5} | port must be left out: it cannot change; add another node instead.",
                "{'weight':0}           | weight must be a whole number from 1 to 100.",
                "{'weight':101}         | weight must be a whole number from 1 to 100.",
                "{'condition':'ON'}     | condition must be one of ENABLED, DISABLED, DRAINING.",
                "{'type':'TERTIARY'}    | type must be one of PRIMARY, SECONDARY.",
                "{'status':'ONLINE'}    | status must be left out: the service sets it.",
                "{'x':1,'weight':2}     | x must be left out: there is no such attribute here.",
                "{'weight':null}        | node must be given a condition, a weight or a type.",
                "{}                     | node must be given a condition, a weight or a type."
            })
    void changesNothingWhenAnythingIsWrong(String body, String sentence) {
        int id = client.post(nodes, NODE).number("/nodes/0/id");
        String before = client.get(nodes).body();

        Answer answer = client.put(nodes + "/" + id, body.replace('\'', '"'));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.sentences()).containsExactly(sentence);
        assertThat(client.get(nodes).body()).isEqualTo(before);
    }

    @Test
    void reportsWhatIsWrongWithEveryNodeByItsPlace() {
        Answer answer = client.post(nodes, "[{\"port\":80}," + NODE.replace("10.1.1.1", "224.0.0.1") + "]");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.sentences())
                .containsExactly(
                        "nodes[0].address must be given.",
                        "nodes[0].condition must be given.",
                        "nodes[1].address must be a single host's address, not unspecified, multicast, broadcast or"
                                + " link-local.");
    }

    @Test
    void removesSeveralAtOnceOrNone() {
        int first = client.post(nodes, NODE).number("/nodes/0/id");
        int second = client.post(nodes, NODE.replace("80", "81")).number("/nodes/0/id");

        assertThat(client.delete(nodes + "?id=" + first + "&id=999999").status())
                .isEqualTo(404);
        assertThat(client.delete(nodes).status()).isEqualTo(400);
        assertThat(client.delete(nodes + "?id=" + String.join("&id=", Collections.nCopies(11, "" + first)))
                        .sentences())
                .containsExactly("id must be given 1 to 10 times.");
        assertThat(client.get(nodes).json().at("/nodes").size()).isEqualTo(2);
        Answer answer = client.delete(nodes + "?id=" + first + "&id=" + second);

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body()).isEmpty();
        assertThat(client.get(nodes).body()).isEqualTo("{\"nodes\":[]}");
    }

    @Test
    void listsOnlyWhatChangedSince() {
        int first = client.post(nodes, NODE).number("/nodes/0/id");
        int second = client.post(nodes, NODE.replace("80", "81")).number("/nodes/0/id");
        now.advance(Duration.ofSeconds(10));
        client.put(nodes + "/" + second, "{\"weight\":2}");
        String moment = now.instant().toString();

        Answer changed = client.get(nodes + "?changes-since=" + moment);
        Answer nothing = client.get(nodes + "?changes-since=" + now.instant().plusSeconds(1));

        assertThat(changed.json().at("/nodes").size()).isEqualTo(1);
        assertThat(changed.number("/nodes/0/id")).isEqualTo(second);
        assertThat(client.get(nodes + "?changes-since=0").number("/nodes/0/id")).isEqualTo(first);
        assertThat(nothing.status()).isEqualTo(304);
        assertThat(nothing.body()).isEmpty();
        assertThat(client.get(nodes + "?changes-since=yesterday").status()).isEqualTo(400);
        assertThat(client.get(nodes + "?changes-since=" + moment + "&offset=1").body())
                .isEqualTo("{\"nodes\":[]}");
    }

    @Test
    void addsOnceForOneIdempotencyKey() {
        Answer first = client.exchange("POST", nodes, NODE, "Idempotency-Key", "one");
        Answer again = client.exchange("POST", nodes, NODE, "Idempotency-Key", "one");

        assertThat(again.status()).isEqualTo(202);
        assertThat(again.body())
                .isEqualTo(first.body())
                .isEqualTo(client.get(nodes).body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE"})
    void writesOnlyWhileTheBalancerIsWhatTheCallerSaw(String method) {
        String body = method.equals("PUT") ? "{\"weight\":2}" : "";
        String balancer = nodes.replace("/nodes", "");
        String before = client.get(balancer).header("ETag");
        int id = client.post(nodes, NODE).number("/nodes/0/id");
        client.awaitStatus(Integer.parseInt(balancer.substring(balancer.lastIndexOf('/') + 1)), "ACTIVE");
        String current = client.get(balancer).header("ETag");

        assertThat(client.exchange(method, nodes + "/" + id, body, "If-Match", before)
                        .status())
                .isEqualTo(412);
        assertThat(client.exchange(method, nodes + "/" + id, body, "If-Match", current)
                        .status())
                .isEqualTo(202);
    }

    @Test
    void answersForADeletedBalancerThatItIsGone() {
        String gone = "/loadbalancers/" + client.deletedLoadBalancer() + "/nodes";

        assertThat(client.get(gone).status()).isEqualTo(410);
        assertThat(client.post(gone, NODE).status()).isEqualTo(410);
        assertThat(client.put(gone + "/1", "{\"weight\":2}").status()).isEqualTo(410);
        assertThat(client.delete(gone + "/1").status()).isEqualTo(410);
        assertThat(client.delete(gone + "?id=1").status()).isEqualTo(410);
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
