package io.steelyard.api.rackspace.loadbalancer;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.api.Answer;
import io.steelyard.api.ApiSetup;
import io.steelyard.api.RunningApi;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class LoadBalancerResourceTest {
    private final RunningApi api = RunningApi.start();
    private final RunningApi.Client client = api.client();

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void listsBalancersWithTheAttributesOfAListItem() {
        client.activeLoadBalancer();

        JsonNode item = client.get("/loadbalancers").json().at("/loadBalancers/0");

        assertThat(item.propertyNames())
                .containsExactlyInAnyOrder(
                        "id",
                        "name",
                        "protocol",
                        "port",
                        "algorithm",
                        "status",
                        "timeout",
                        "virtualIps",
                        "nodeCount",
                        "created",
                        "updated");
        assertThat(item.path("virtualIps").path(0).propertyNames())
                .containsExactlyInAnyOrder("id", "address", "type", "ipVersion");
    }

    @Test
    void showsInDetailsWhatTheCreateAnsweredOnceItIsActive() {
        Answer created = client.post("/loadbalancers", RunningApi.MINIMAL);
        client.awaitStatus(created.loadBalancerId(), "ACTIVE");

        Answer details = client.get("/loadbalancers/" + created.loadBalancerId());

        assertThat(details.json().path("loadBalancer").propertyNames())
                .containsExactlyElementsOf(created.json().path("loadBalancer").propertyNames());
        assertThat(details.json().at("/loadBalancer/virtualIps"))
                .isEqualTo(created.json().at("/loadBalancer/virtualIps"));
    }

    @Test
    void pagesThroughTheList() {
        List<Integer> ids = IntStream.range(0, 5)
                .map(i -> client.post("/loadbalancers", RunningApi.MINIMAL).loadBalancerId())
                .boxed()
                .toList();

        assertThat(listed("?limit=2")).isEqualTo(ids.subList(0, 2));
        assertThat(listed("?limit=2&offset=2")).isEqualTo(ids.subList(2, 4));
        assertThat(listed("?marker=" + ids.get(3))).isEqualTo(ids.subList(3, 5));
        assertThat(listed("?limit=0")).isEqualTo(ids);
        assertThat(listed("?offset=5")).isEmpty();
        assertThat(listed("?marker=2147483647")).isEmpty();
        assertThat(client.get("/loadbalancers?limit=x").status()).isEqualTo(400);
    }

    @Test
    void deletesABalancerWithoutABodyInTheAnswer() {
        int id = client.activeLoadBalancer();

        Answer answer = client.delete("/loadbalancers/" + id);

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.header("Content-Type")).isEmpty();
    }

    @Test
    void keepsFiveAttributesOfADeletedBalancer() {
        int id = client.deletedLoadBalancer();

        Answer details = client.get("/loadbalancers/" + id);

        assertThat(details.status()).isEqualTo(200);
        assertThat(details.json().path("loadBalancer").propertyNames())
                .containsExactlyInAnyOrder("id", "name", "status", "created", "updated");
        assertThat(listed("")).isEmpty();
        assertThat(client.delete("/loadbalancers/" + id).status()).isEqualTo(410);
        assertThat(client.get("/loadbalancers/" + id + "/nodes").status()).isEqualTo(410);
    }

    @Test
    void deletesABatchOrNothing() {
        int first = client.activeLoadBalancer();
        int second = client.activeLoadBalancer();

        assertThat(client.delete("/loadbalancers?id=" + first + "&id=999999").status())
                .isEqualTo(404);
        assertThat(client.delete("/loadbalancers?id=" + first + "&id=x").status())
                .isEqualTo(404);
        assertThat(client.get("/loadbalancers/" + first).text("/loadBalancer/status"))
                .isEqualTo("ACTIVE");

        assertThat(client.delete("/loadbalancers?id=" + first + "&id=" + second).status())
                .isEqualTo(202);
        client.awaitStatus(first, "DELETED");
        client.awaitStatus(second, "DELETED");
    }

    @Test
    void deletesTenAtOnceAndNoMore() {
        List<Integer> ids = IntStream.range(0, 11)
                .map(i -> client.activeLoadBalancer())
                .boxed()
                .toList();

        assertThat(client.delete(batch(ids)).status()).isEqualTo(400);
        assertThat(client.delete(batch(ids.subList(0, 10))).status()).isEqualTo(202);
        assertThat(client.delete("/loadbalancers").status()).isEqualTo(400);
    }

    @Test
    void refusesToWriteWhatIsStillBeingApplied() {
        try (RunningApi impatient = RunningApi.start(ApiSetup.usual().withPendingWait(Duration.ZERO))) {
            impatient.fleet().hold();
            RunningApi.Client caller = impatient.client();
            int id = caller.post("/loadbalancers", RunningApi.MINIMAL).loadBalancerId();

            Answer answer = caller.delete("/loadbalancers/" + id);

            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.text("/message"))
                    .isEqualTo("Load Balancer '" + id + "' has a status of 'BUILD' and is considered immutable.");
            assertThat(answer.number("/code")).isEqualTo(422);
        }
    }

    @Test
    void waitsForWhatIsStillBeingApplied() throws InterruptedException {
        api.fleet().hold();
        int id = client.post("/loadbalancers", RunningApi.MINIMAL).loadBalancerId();
        Thread settling = Thread.startVirtualThread(() -> api.fleet().release());

        Answer answer = client.delete("/loadbalancers/" + id);

        settling.join();
        assertThat(answer.status()).isEqualTo(202);
    }

    @ParameterizedTest
    @ValueSource(strings = {"999999", "0", "-1", "x", "2147483648", "99999999999999999999", "1.5", "%00", "1%20"})
    void answersForAForeignIdAsForAnUnknownOne(String unknown) {
        int foreign = api.otherClient().activeLoadBalancer();

        Answer ofForeign = client.get("/loadbalancers/" + foreign);

        assertThat(ofForeign.status()).isEqualTo(404);
        assertThat(ofForeign.body())
                .isEqualTo(client.get("/loadbalancers/999999").body());
        if (!unknown.contains("%")) {
            assertThat(client.get("/loadbalancers/" + unknown).body()).isEqualTo(ofForeign.body());
        } else {
            assertThat(client.get("/loadbalancers/" + unknown).status()).isIn(400, 404);
        }
        assertThat(client.delete("/loadbalancers/" + foreign).body()).isEqualTo(ofForeign.body());
        assertThat(client.get("/loadbalancers/" + foreign + "/nodes").body()).isEqualTo(ofForeign.body());
        assertThat(client.delete("/loadbalancers?id=" + foreign).body()).isEqualTo(ofForeign.body());
    }

    private List<Integer> listed(String query) {
        JsonNode list = client.get("/loadbalancers" + query).json().path("loadBalancers");
        return StreamSupport.stream(list.spliterator(), false)
                .map(item -> item.path("id").intValue())
                .toList();
    }

    private static String batch(List<Integer> ids) {
        return ids.stream().map(id -> "id=" + id).collect(Collectors.joining("&", "/loadbalancers?", ""));
    }
}
