package io.steelyard.api.rackspace.loadbalancer;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.api.Answer;
import io.steelyard.api.ApiSetup;
import io.steelyard.api.RunningApi;
import io.steelyard.testkit.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ListLoadBalancersTest {
    private static final Instant START = Instant.parse("2010-11-30T03:23:42Z");

    private final SettableClock clock = new SettableClock(START);
    private final RunningApi api = RunningApi.start(ApiSetup.usual().withClock(clock));
    private final RunningApi.Client client = api.client();

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void filtersByStatusAndHidesDeletedOnesUnlessAsked() {
        int deleted = client.deletedLoadBalancer();
        int active = client.activeLoadBalancer();

        assertThat(listed("")).containsExactly(active);
        assertThat(listed("?status=ACTIVE")).containsExactly(active);
        assertThat(listed("?status=DELETED")).containsExactly(deleted);
        assertThat(listed("?status=ERROR")).isEmpty();
        assertThat(client.get("/loadbalancers?status=DELETED")
                        .json()
                        .at("/loadBalancers/0")
                        .propertyNames())
                .containsExactlyInAnyOrder("id", "name", "status", "created", "updated");
    }

    @Test
    void filtersByNameAndByTheAddressOfANode() {
        int web = create("web", "10.1.1.1");
        int shop = create("shop", "10.1.1.2");

        assertThat(listed("?name=web")).containsExactly(web);
        assertThat(listed("?name=WEB")).isEmpty();
        assertThat(listed("?nodeaddress=10.1.1.2")).containsExactly(shop);
        assertThat(listed("?nodeaddress=10.1.1.2&name=web")).isEmpty();
        assertThat(listed("?nodeaddress=10.1.1.9")).isEmpty();
    }

    @Test
    void pagesThroughWhatTheFilterLetsPass() {
        int first = create("web", "10.1.1.1");
        create("shop", "10.1.1.1");
        int third = create("web", "10.1.1.1");
        int fourth = create("web", "10.1.1.1");

        assertThat(listed("?name=web&limit=2")).containsExactly(first, third);
        assertThat(listed("?name=web&limit=1&offset=1")).containsExactly(third);
        assertThat(listed("?name=web&marker=" + third)).containsExactly(third, fourth);
    }

    @Test
    void listsOnlyWhatChangedSinceThenDeletedOnesIncluded() {
        int deleted = client.deletedLoadBalancer();
        client.activeLoadBalancer();
        clock.advance(Duration.ofSeconds(10));
        int later = client.activeLoadBalancer();

        assertThat(listed("?changes-since=2010-11-30T03:23:52Z")).containsExactly(later);
        assertThat(listed("?changes-since=" + START.getEpochSecond()))
                .hasSize(3)
                .contains(deleted);
        assertThat(listed("?changes-since=" + START.getEpochSecond() + "&limit=2"))
                .hasSize(2);
    }

    @Test
    void answersNotModifiedOnlyWhenNothingChanged() {
        client.activeLoadBalancer();

        Answer nothing = client.get("/loadbalancers?changes-since=2010-11-30T03:23:43Z");

        assertThat(nothing.status()).isEqualTo(304);
        assertThat(nothing.body()).isEmpty();
        assertThat(client.get("/loadbalancers?changes-since=2010-11-30T03:23:42Z&offset=5")
                        .status())
                .as("past the end of a page, though something changed")
                .isEqualTo(200);
    }

    @Test
    void answersDetailsLikewise() {
        String path = "/loadbalancers/" + client.activeLoadBalancer();

        assertThat(client.get(path + "?changes-since=" + START.getEpochSecond()).status())
                .isEqualTo(200);
        assertThat(client.get(path + "?changes-since=" + (START.getEpochSecond() + 1))
                        .status())
                .isEqualTo(304);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status=GREEN",
                "nodeaddress=10.1.1",
                "nodeaddress=example",
                "changes-since=yesterday",
                "limit=x",
                "marker=x",
                "offset=1.5"
            })
    void refusesWhatItCannotRead(String filter) {
        assertThat(client.get("/loadbalancers?" + filter).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"status=", "name=", "nodeaddress=", "changes-since=", "cache-busting=1"})
    void takesAnEmptyOrUnknownParameterForNone(String parameter) {
        int id = client.activeLoadBalancer();

        assertThat(listed("?" + parameter)).containsExactly(id);
    }

    private int create(String name, String node) {
        int id = client.post(
                        "/loadbalancers",
                        "{\"name\":\"" + name + "\",\"protocol\":\"HTTP\",\"virtualIps\":[{\"type\":\"PUBLIC\"}],"
                                + "\"nodes\":[{\"address\":\"" + node + "\",\"port\":80,\"condition\":\"ENABLED\"}]}")
                .loadBalancerId();
        client.awaitStatus(id, "ACTIVE");
        return id;
    }

    private List<Integer> listed(String query) {
        JsonNode list = client.get("/loadbalancers" + query).json().path("loadBalancers");
        return StreamSupport.stream(list.spliterator(), false)
                .map(item -> item.path("id").intValue())
                .toList();
    }
}
