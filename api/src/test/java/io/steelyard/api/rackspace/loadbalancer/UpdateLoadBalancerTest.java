package io.steelyard.api.rackspace.loadbalancer;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.api.Answer;
import io.steelyard.api.RunningApi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UpdateLoadBalancerTest {
    private final RunningApi api = RunningApi.start();
    private final RunningApi.Client client = api.client();
    private final String loadBalancer = "/loadbalancers/" + client.activeLoadBalancer();

    @AfterEach
    void stop() {
        api.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":\"shop\",\"algorithm\":\"ROUND_ROBIN\",\"protocol\":\"TCP\",\"port\":\"8080\",\"timeout\":7}",
                "{\"loadBalancer\":{\"name\":\"shop\",\"algorithm\":\"ROUND_ROBIN\",\"protocol\":\"TCP\",\"port\":8080,"
                        + "\"timeout\":\"7\"}}"
            })
    void changesEveryMutableAttributeAtOnceWithoutABodyInTheAnswer(String body) {
        Answer answer = client.put(loadBalancer, body);

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.header("Content-Type")).isEmpty();
        Answer details = client.get(loadBalancer);
        assertThat(details.text("/loadBalancer/name")).isEqualTo("shop");
        assertThat(details.text("/loadBalancer/algorithm")).isEqualTo("ROUND_ROBIN");
        assertThat(details.text("/loadBalancer/protocol")).isEqualTo("TCP");
        assertThat(details.number("/loadBalancer/port")).isEqualTo(8080);
        assertThat(details.number("/loadBalancer/timeout")).isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"name\":\"shop\",\"port\":null} | /loadBalancer/name      | shop",
                "{\"algorithm\":\"ROUND_ROBIN\"}   | /loadBalancer/algorithm | ROUND_ROBIN",
                "{\"protocol\":\"TCP\"}            | /loadBalancer/protocol  | TCP"
            })
    void leavesTheRestAsItIs(String body, String pointer, String value) {
        client.put(loadBalancer, body);

        Answer details = client.get(loadBalancer);
        assertThat(details.text(pointer)).isEqualTo(value);
        assertThat(details.number("/loadBalancer/port")).isEqualTo(80);
        assertThat(details.number("/loadBalancer/timeout")).isEqualTo(30);
    }

    @Test
    void namesEverythingThatMayNotBeSetTogether() {
        Answer answer = client.put(
                loadBalancer,
                "{\"id\":7,\"status\":\"ACTIVE\",\"nodes\":[],\"virtualIps\":[],\"color\":\"red\",\"port\":0,"
                        + "\"contentCaching\":\"true\",\"halfClosed\":7,\"name\":\"shop\"}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.sentences())
                .extracting(sentence -> sentence.substring(0, sentence.indexOf(' ')))
                .containsExactlyInAnyOrder(
                        "id", "status", "nodes", "virtualIps", "color", "port", "contentCaching", "halfClosed");
        assertThat(client.get(loadBalancer).text("/loadBalancer/name")).isEqualTo("a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"loadBalancer\":{}}", "{\"name\":null}", "[]", "7", ""})
    void refusesToChangeNothing(String body) {
        assertThat(client.put(loadBalancer, body).status()).isEqualTo(400);
    }

    @Test
    void refusesAPortThatAnotherBalancerHasOnASharedVirtualIpAndTakesItOnceItIsFree() {
        String sharing = "{\"name\":\"b\",\"protocol\":\"HTTP\",\"port\":81,\"virtualIps\":[{\"id\":"
                + client.get(loadBalancer).number("/loadBalancer/virtualIps/0/id") + "}]}";
        int other = client.post("/loadbalancers", sharing).loadBalancerId();
        client.awaitStatus(other, "ACTIVE");

        Answer taken = client.put("/loadbalancers/" + other, "{\"port\":80}");

        assertThat(taken.status()).isEqualTo(400);
        assertThat(taken.sentences()).singleElement().asString().startsWith("port must be free on virtual IP");
        assertThat(client.get("/loadbalancers/" + other).number("/loadBalancer/port"))
                .isEqualTo(81);
        client.put(loadBalancer, "{\"port\":82}");
        assertThat(client.put("/loadbalancers/" + other, "{\"port\":80}").status())
                .isEqualTo(202);
    }

    @Test
    void answersForABalancerThatIsNotThereOrGone() {
        assertThat(client.put("/loadbalancers/999999", "{\"name\":\"shop\"}").status())
                .isEqualTo(404);
        assertThat(client.put("/loadbalancers/" + client.deletedLoadBalancer(), "{\"name\":\"shop\"}")
                        .status())
                .isEqualTo(410);
    }
}
