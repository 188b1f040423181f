package io.steelyard.api.rackspace.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.api.Answer;
import io.steelyard.api.RunningApi;
import io.steelyard.api.http.Format;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The last revisions of a balancer, and the way back. */
class HistoryTest {
    private final RunningApi api = RunningApi.start();
    private final RunningApi.Client client = api.client();
    private String balancer = "";
    private int node;

    @BeforeEach
    void editTwice() {
        int id = client.post(
                        "/loadbalancers",
                        "{\"name\":\"a\",\"protocol\":\"HTTP\",\"virtualIps\":[{\"type\":\"PUBLIC\"}],"
                                + "\"nodes\":[{\"address\":\"10.1.1.1\",\"port\":80,\"condition\":\"ENABLED\"}]}")
                .loadBalancerId();
        balancer = "/loadbalancers/" + id;
        settled();
        node = client.get(balancer).number("/loadBalancer/nodes/0/id");
        client.put(balancer + "/nodes/" + node, "{\"node\":{\"weight\":7}}");
        settled();
        client.put(balancer, "{\"loadBalancer\":{\"name\":\"b\"}}");
        settled();
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @ParameterizedTest
    @EnumSource
    void listsRevisions(Format format) {
        String body = get(balancer + "/history", format).body();

        assertThat(body.replaceAll("(?s).*?generation\\W+(\\d+)\\W", "$1 ")).startsWith("3 2 1 ");
        assertThat(client.get(balancer + "/history?limit=1")
                        .json()
                        .path("revisions")
                        .size())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void showsARevision(Format format) {
        assertThat(get(balancer + "/history/1", format).body())
                .contains(format == Format.JSON ? "\"weight\":1" : "weight=\"1\"")
                .contains("10.1.1.1")
                .doesNotContain("ONLINE", "ACTIVE");
        assertThat(client.get(balancer + "/history/4").status()).isEqualTo(404);
        assertThat(client.get(balancer + "/history/x").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @EnumSource
    void showsWhatARevisionChanged(Format format) {
        String path = "/nodes/" + node + "/weight";

        assertThat(get(balancer + "/history/2/diff", format).body())
                .endsWith(
                        format == Format.JSON
                                ? "{\"differences\":[{\"path\":\"" + path + "\",\"from\":1,\"to\":7}]}"
                                : "><difference path=\"" + path + "\" from=\"1\" to=\"7\"/></differences>");
        assertThat(client.get(balancer + "/history/1/diff?against=3").body())
                .isEqualTo("{\"differences\":[{\"path\":\"/name\",\"from\":\"b\",\"to\":\"a\"},{\"path\":\"" + path
                        + "\",\"from\":7,\"to\":1}]}");
        assertThat(client.get(balancer + "/history/1/diff").body()).contains("{\"path\":\"/name\",\"to\":\"a\"}");
    }

    @ParameterizedTest
    @EnumSource
    void rollsBack(Format format) {
        client.delete(balancer + "/nodes/" + node);
        settled();
        assertThat(client.get(balancer + "/nodes").json().path("nodes").size()).isZero();

        Answer answer = client.exchange(
                "POST", balancer + "/history/2/rollback." + format.name().toLowerCase(Locale.ROOT), "");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body()).isEmpty();
        settled();
        assertThat(client.get(balancer).text("/loadBalancer/name")).isEqualTo("a");
        assertThat(client.get(balancer + "/nodes/" + node).number("/node/weight"))
                .isEqualTo(7);
        assertThat(client.get(balancer + "/history/5/diff?against=2").body()).isEqualTo("{\"differences\":[]}");
    }

    @Test
    void refusesToGoBackToAVirtualIpThatWasGivenBack() {
        int second = client.post(balancer + "/virtualips", "{\"virtualIp\":{\"type\":\"SERVICENET\"}}")
                .number("/virtualIp/id");
        settled();
        client.delete(balancer + "/virtualips/" + second);
        settled();

        Answer answer = client.exchange("POST", balancer + "/history/4/rollback", "");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.sentences().getFirst()).contains("virtual IP " + second);
        assertThat(client.get(balancer + "/history").number("/revisions/0/generation"))
                .isEqualTo(5);
    }

    private void settled() {
        client.awaitStatus(Integer.parseInt(balancer.substring(balancer.lastIndexOf('/') + 1)), "ACTIVE");
    }

    private Answer get(String path, Format format) {
        Answer answer = client.get(path + "." + format.name().toLowerCase(Locale.ROOT));
        assertThat(answer.status()).isEqualTo(200);
        return answer;
    }
}
