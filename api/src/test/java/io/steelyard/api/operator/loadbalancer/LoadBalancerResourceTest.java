package io.steelyard.api.operator.loadbalancer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.steelyard.api.Answer;
import io.steelyard.api.RunningApi;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoadBalancerResourceTest {
    private static final String LIST = "/operator/v1/loadbalancers";
    private final RunningApi api = RunningApi.start();

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void balancersOfAllTenantsAreListedAndFilteredAndPaged() {
        int mine = api.client().activeLoadBalancer();
        int others = api.otherClient().activeLoadBalancer();

        assertThat(ids(get(LIST))).containsExactly(mine, others);
        assertThat(ids(get(LIST + "?tenant=" + RunningApi.OTHER_TENANT))).containsExactly(others);
        assertThat(ids(get(LIST + "?status=ERROR"))).isEmpty();
        Answer first = get(LIST + "?limit=1");
        assertThat(ids(first)).containsExactly(mine);
        assertThat(ids(get(LIST + "?from=" + first.number("/next")))).containsExactly(others);
    }

    @Test
    void oneShowsHowFarItHasComeAndItsEvents() {
        int id = api.client().activeLoadBalancer();

        Answer shown = get(LIST + "/" + id);

        assertThat(shown.text("/loadBalancer/tenant")).isEqualTo(Long.toString(RunningApi.TENANT));
        assertThat(shown.text("/loadBalancer/status")).isEqualTo("ACTIVE");
        assertThat(shown.number("/loadBalancer/generation")).isEqualTo(1);
        assertThat(shown.number("/loadBalancer/appliedGeneration")).isEqualTo(1);
        assertThat(shown.json().at("/loadBalancer/failure").isMissingNode()).isTrue();
        assertThat(shown.text("/loadBalancer/listeners/0/protocol")).isEqualTo("HTTP");
        assertThat(types(id)).containsExactly("APPLIED", "ADDED", "CREATED");
    }

    @Test
    void whyOneIsInErrorIsShownHereAndNotToItsTenant() {
        api.fleet().reject();
        int id = api.client().post("/loadbalancers", RunningApi.MINIMAL).loadBalancerId();
        api.client().awaitStatus(id, "ERROR");

        Answer shown = get(LIST + "/" + id);

        assertThat(shown.text("/loadBalancer/failure/code")).isEqualTo("HOST_ERROR");
        assertThat(shown.text("/loadBalancer/failure/reason")).isEqualTo("It was told to.");
        assertThat(api.client().get("/loadbalancers/" + id).body()).doesNotContain("It was told");
    }

    @Test
    void aSuspendedOneIsSuspendedUntilItIsResumed() {
        int id = api.client().activeLoadBalancer();

        Answer suspended = post(id, "suspend");
        assertThat(suspended.status()).isEqualTo(202);
        assertThat(suspended.text("/loadBalancer/status")).isEqualTo("SUSPENDED");
        assertThat(api.client().delete("/loadbalancers/" + id).status()).isEqualTo(422);

        assertThat(post(id, "resume").status()).isEqualTo(202);
        api.client().awaitStatus(id, "ACTIVE");
        assertThat(types(id)).contains("SUSPENDED", "RESUMED");
    }

    @Test
    void aResyncTellsTheHostsAnew() {
        int id = api.client().activeLoadBalancer();

        assertThat(post(id, "resync").status()).isEqualTo(202);

        await().untilAsserted(() -> assertThat(get(LIST + "/" + id).number("/loadBalancer/appliedGeneration"))
                .isEqualTo(2));
    }

    @ParameterizedTest
    @CsvSource({
        "/operator/v1/loadbalancers/4711, 404",
        "/operator/v1/loadbalancers/x, 404",
        "/operator/v1/loadbalancers/4711/events, 404",
        "/operator/v1/loadbalancers?status=BROKEN, 400",
        "/operator/v1/loadbalancers?tenant=x, 400",
        "/operator/v1/loadbalancers?limit=0, 400",
        "/operator/v1/loadbalancers?limit=1001, 400",
        "/operator/v1/loadbalancers?from=-1, 400",
        "/operator/v1/nothing, 404",
        "/operator/v1/loadbalancers/1/suspend, 405"
    })
    void whatCannotBeIsAProblemOfOneForm(String path, int status) {
        Answer answer = get(path);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.names()).containsExactly("type", "title", "status", "detail");
    }

    @Test
    void whatIsGoneOrGoingIsAConflictOrGone() {
        int id = api.client().deletedLoadBalancer();

        assertThat(post(id, "suspend").status()).isEqualTo(410);
        assertThat(post(4711, "resync").status()).isEqualTo(404);
        assertThat(get(LIST + "/" + id).text("/loadBalancer/status")).isEqualTo("DELETED");
    }

    private List<String> types(int id) {
        List<String> types = new ArrayList<>();
        get(LIST + "/" + id + "/events")
                .json()
                .path("events")
                .forEach(event -> types.add(event.path("type").stringValue()));
        return types;
    }

    private static List<Integer> ids(Answer answer) {
        List<Integer> ids = new ArrayList<>();
        answer.json()
                .path("loadBalancers")
                .forEach(item -> ids.add(item.path("id").intValue()));
        return ids;
    }

    private Answer get(String path) {
        return api.send(api.operator(path));
    }

    private Answer post(int id, String action) {
        return api.send(api.operator(LIST + "/" + id + "/" + action).POST(HttpRequest.BodyPublishers.noBody()));
    }
}
