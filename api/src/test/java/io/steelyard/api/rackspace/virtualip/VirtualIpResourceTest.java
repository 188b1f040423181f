package io.steelyard.api.rackspace.virtualip;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.api.Answer;
import io.steelyard.api.ApiSetup;
import io.steelyard.api.RunningApi;
import io.steelyard.testkit.SamplePools;
import io.steelyard.testkit.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VirtualIpResourceTest {
    private static final String IPV6 = "{\"type\":\"PUBLIC\",\"ipVersion\":\"IPV6\"}";

    private final SettableClock now = new SettableClock(Instant.parse("2010-11-30T03:23:42.987Z"));
    private final RunningApi api = RunningApi.start(ApiSetup.usual()
            .withClock(now)
            .withPools(SamplePools.of(List.of("127.100.0.0/16", "fd24:100::/64"), List.of("127.101.0.0/16"))));
    private final RunningApi.Client client = api.client();
    private int loadBalancer;
    private String virtualIps = "";

    @BeforeEach
    void loadBalancer() {
        loadBalancer = client.post("/loadbalancers", withVip("{\"type\":\"SERVICENET\"}"))
                .loadBalancerId();
        client.awaitStatus(loadBalancer, "ACTIVE");
        virtualIps = "/loadbalancers/" + loadBalancer + "/virtualips";
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void listsThemWithTheirExactAttributes() {
        Answer answer = client.get(virtualIps);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo("{\"virtualIps\":[{\"id\":" + answer.number("/virtualIps/0/id")
                        + ",\"address\":\"127.101.0.1\",\"type\":\"SERVICENET\",\"ipVersion\":\"IPV4\"}]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"VIP", "{\"virtualIp\":VIP}"})
    void addsOneInEveryFormThatClientsSend(String form) {
        Answer answer = client.post(virtualIps, form.replace("VIP", IPV6));

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body())
                .isEqualTo("{\"virtualIp\":{\"id\":" + answer.number("/virtualIp/id")
                        + ",\"address\":\"fd24:0100:0000:0000:0000:0000:0000:0001\",\"type\":\"PUBLIC\","
                        + "\"ipVersion\":\"IPV6\"}}");
        assertThat(client.get(virtualIps).number("/virtualIps/1/id")).isEqualTo(answer.number("/virtualIp/id"));
    }

    @Test
    void addsAnIpv6AddressWhereNoVersionIsNamed() {
        assertThat(client.post(virtualIps, "{\"type\":\"PUBLIC\",\"ipVersion\":null}")
                        .text("/virtualIp/ipVersion"))
                .isEqualTo("IPV6");
        assertThat(client.post(virtualIps, "{\"type\":\"SERVICENET\"}").text("/virtualIp/ipVersion"))
                .isEqualTo("IPV4");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                        | type must be given.",
                "{'type':'PRIVATE'}                        | type must be one of PUBLIC, SERVICENET.",
                "{'type':'SERVICENET','ipVersion':'IPV6'}  | ipVersion must be IPV4: this region has no other SERVICENET"
                        + " addresses.",
                "{'type':'PUBLIC','address':'127.100.0.7'} | address must be left out: the service chooses it.",
                "{'id':0}                                  | id must be the id of a virtual IP of this account.",
                "{'id':999999}                             | id must be the id of a virtual IP of this account in this"
                        + " region.",
                "{'type':'PUBLIC','x':1}                   | x must be left out: there is no such attribute here."
            })
    void addsNothingWhenAnythingIsWrong(String body, String sentence) {
        String before = client.get(virtualIps).body();

        Answer answer = client.post(virtualIps, body.replace('\'', '"'));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.sentences()).containsExactly(sentence);
        assertThat(client.get(virtualIps).body()).isEqualTo(before);
    }

    @Test
    void aBalancerOfBothFamiliesShowsIpv4First() {
        Answer made = client.post("/loadbalancers", withVip("{\"type\":\"PUBLIC\"}"));

        assertThat(made.text("/loadBalancer/virtualIps/0/ipVersion")).isEqualTo("IPV4");
        assertThat(made.text("/loadBalancer/virtualIps/1/ipVersion")).isEqualTo("IPV6");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/virtualips/ID", "/ID", "/virtualips?id=ID"})
    void removesOneByEveryPath(String path) {
        int id = client.post(virtualIps, IPV6).number("/virtualIp/id");

        Answer answer = client.delete("/loadbalancers/" + loadBalancer + path.replace("ID", Integer.toString(id)));

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.header("Content-Type")).isEmpty();
        assertThat(client.get(virtualIps).json().at("/virtualIps").size()).isEqualTo(1);
    }

    @Test
    void keepsTheLastOne() {
        int only = client.get(virtualIps).number("/virtualIps/0/id");

        Answer answer = client.delete(virtualIps + "/" + only);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.sentences())
                .containsExactly(
                        "virtualIps must be at least one: a load balancer keeps its last virtual IP until it is deleted.");
    }

    @Test
    void removesSeveralAtOnceOrNone() {
        int first = client.post(virtualIps, IPV6).number("/virtualIp/id");
        int second = client.post(virtualIps, IPV6).number("/virtualIp/id");

        assertThat(client.delete(virtualIps + "?id=" + first + "&id=999999").status())
                .isEqualTo(404);
        assertThat(client.delete(virtualIps).status()).isEqualTo(400);
        assertThat(client.get(virtualIps).json().at("/virtualIps").size()).isEqualTo(3);
        assertThat(client.delete(virtualIps + "?id=" + first + "&id=" + second).status())
                .isEqualTo(202);

        assertThat(client.get(virtualIps).json().at("/virtualIps").size()).isEqualTo(1);
    }

    @Test
    void pagesAndListsOnlyWhatChangedSince() {
        now.advance(Duration.ofSeconds(10));
        int second = client.post(virtualIps, IPV6).number("/virtualIp/id");
        long moment = now.instant().getEpochSecond();

        Answer changed = client.get(virtualIps + "?changes-since=" + moment);

        assertThat(changed.json().at("/virtualIps").size()).isEqualTo(1);
        assertThat(changed.number("/virtualIps/0/id")).isEqualTo(second);
        assertThat(client.get(virtualIps + "?changes-since=" + (moment + 1)).status())
                .isEqualTo(304);
        assertThat(client.get(virtualIps + "?limit=1&offset=1").number("/virtualIps/0/id"))
                .isEqualTo(second);
        assertThat(client.get(virtualIps + "?marker=" + second)
                        .json()
                        .at("/virtualIps")
                        .size())
                .isEqualTo(1);
    }

    @Test
    void addsOnceForOneIdempotencyKeyAndOnlyToWhatTheCallerSaw() {
        Answer first = client.exchange("POST", virtualIps, IPV6, "Idempotency-Key", "one");
        Answer again = client.exchange("POST", virtualIps, IPV6, "Idempotency-Key", "one");
        Answer changed = client.exchange("POST", virtualIps, IPV6, "If-Match", "\"1-1-0\"");

        assertThat(again.body()).isEqualTo(first.body());
        assertThat(changed.status()).isEqualTo(412);
        assertThat(client.get(virtualIps).json().at("/virtualIps").size()).isEqualTo(2);
    }

    @Test
    void answersForUnknownAndDeletedOnes() {
        String gone = "/loadbalancers/" + client.deletedLoadBalancer();

        assertThat(client.delete(virtualIps + "/999999").text("/details"))
                .isEqualTo("No virtual IP of this account has that id.");
        assertThat(client.delete(virtualIps + "/x").status()).isEqualTo(404);
        assertThat(client.get("/loadbalancers/999999/virtualips").status()).isEqualTo(404);
        assertThat(api.otherClient().get(virtualIps).status()).isEqualTo(404);
        assertThat(client.get(gone + "/virtualips").status()).isEqualTo(410);
        assertThat(client.post(gone + "/virtualips", IPV6).status()).isEqualTo(410);
        assertThat(client.delete(gone + "/virtualips/1").status()).isEqualTo(410);
        assertThat(client.delete(gone + "/1").status()).isEqualTo(410);
    }

    private static String withVip(String vip) {
        return RunningApi.MINIMAL.replace("{\"type\":\"PUBLIC\"}", vip);
    }
}
