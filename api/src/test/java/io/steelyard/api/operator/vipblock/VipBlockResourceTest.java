package io.steelyard.api.operator.vipblock;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.api.Answer;
import io.steelyard.api.RunningApi;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VipBlockResourceTest {
    private static final String BLOCKS = "/operator/v1/vip-blocks";
    private static final String V6 =
            "{\"name\":\"a\",\"protocol\":\"HTTP\",\"virtualIps\":[{\"type\":\"PUBLIC\",\"ipVersion\":\"IPV6\"}]}";
    private final RunningApi api = RunningApi.start();
    private final RunningApi.Client client = api.client();

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void anAddedBlockGivesAddressesAtOnceAndCountsThem() {
        assertThat(client.post("/loadbalancers", V6).status()).isEqualTo(400);

        Answer added = send("POST", BLOCKS, "{\"network\":\"fd00:5::/64\",\"type\":\"PUBLIC\"}");

        assertThat(added.status()).isEqualTo(201);
        Answer made = client.post("/loadbalancers", V6);
        assertThat(made.text("/loadBalancer/virtualIps/0/address")).startsWith("fd00:0005:");
        assertThat(block(2).at("/inUse").asInt()).isEqualTo(1);
        assertThat(block(2).at("/fromSettings").asBoolean()).isFalse();
        assertThat(send("DELETE", BLOCKS + "/fd00:5::/64", "").status()).isEqualTo(409);

        client.awaitStatus(made.loadBalancerId(), "ACTIVE");
        client.delete("/loadbalancers/" + made.loadBalancerId());
        client.awaitStatus(made.loadBalancerId(), "DELETED");
        assertThat(block(2).at("/quarantined").asInt()).isEqualTo(1);
        assertThat(send("DELETE", BLOCKS + "/fd00:5::/64", "").status()).isEqualTo(204);
        assertThat(client.post("/loadbalancers", V6).status()).isEqualTo(400);
    }

    @Test
    void aDrainedBlockGivesNothingMoreUntilItIsResumed() {
        String settings = BLOCKS + "/127.100.0.0/16";
        int before = client.activeLoadBalancer();

        assertThat(send("POST", settings + "/drain", "")
                        .json()
                        .at("/vipBlock/draining")
                        .asBoolean())
                .isTrue();

        Answer refused = client.post("/loadbalancers", RunningApi.MINIMAL);
        assertThat(refused.status()).isEqualTo(500);
        assertThat(refused.body()).contains("Out of virtual IPs");
        assertThat(client.get("/loadbalancers/" + before).text("/loadBalancer/status"))
                .isEqualTo("ACTIVE");

        send("POST", settings + "/resume", "");
        assertThat(client.post("/loadbalancers", RunningApi.MINIMAL).status()).isEqualTo(202);
        assertThat(send("DELETE", settings, "").status()).isEqualTo(409);
    }

    @Test
    void aBlockOfAZoneGivesNothingToBalancersOfNoZone() {
        Answer added =
                send("POST", BLOCKS, "{\"network\":\"fd00:5::/64\",\"type\":\"PUBLIC\",\"zone\":\"us-east-1a\"}");

        assertThat(added.text("/vipBlock/zone")).isEqualTo("us-east-1a");
        assertThat(client.post("/loadbalancers", V6).status()).isEqualTo(400);
        assertThat(block(2).at("/zone").asString()).isEqualTo("us-east-1a");
    }

    @Test
    void aBlockOfAZoneThatIsNowhereIsRefused() {
        Answer refused =
                send("POST", BLOCKS, "{\"network\":\"fd00:5::/64\",\"type\":\"PUBLIC\",\"zone\":\"us-east-1z\"}");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body()).contains("us-east-1a");
    }

    @ParameterizedTest
    @CsvSource({"127.100.5.0/24, 409", "127.0.0.0/8, 409", "224.0.0.0/24, 400", "fe80::/64, 400", "nowhere, 400"})
    void aBlockThatCannotBeIsRefusedAndNotThere(String network, int status) {
        Answer refused = send("POST", BLOCKS, "{\"network\":\"" + network + "\",\"type\":\"PUBLIC\"}");

        assertThat(refused.status()).isEqualTo(status);
        assertThat(api.send(api.operator(BLOCKS)).json().path("vipBlocks")).hasSize(2);
    }

    @Test
    void aBlockThatIsNotThereIsNotFound() {
        assertThat(send("POST", BLOCKS + "/10.0.0.0/8/drain", "").status()).isEqualTo(404);
        assertThat(send("DELETE", BLOCKS + "/no/where", "").status()).isEqualTo(404);
    }

    private tools.jackson.databind.JsonNode block(int index) {
        return api.send(api.operator(BLOCKS)).json().path("vipBlocks").path(index);
    }

    private Answer send(String verb, String path, String body) {
        return api.send(api.operator(path)
                .header("Content-Type", "application/json")
                .method(verb, BodyPublishers.ofString(body)));
    }
}
