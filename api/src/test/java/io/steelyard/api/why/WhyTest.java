package io.steelyard.api.why;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.api.Answer;
import io.steelyard.api.ApiSetup;
import io.steelyard.api.RunningApi;
import io.steelyard.api.http.Format;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.monitor.Check;
import io.steelyard.domain.monitor.HealthMonitor;
import io.steelyard.domain.node.NodeId;
import io.steelyard.domain.observed.NodeFailure;
import io.steelyard.domain.observed.NodeReport;
import io.steelyard.domain.observed.Outage;
import io.steelyard.testkit.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is not as it should be says why, in the tenants' dialect. */
class WhyTest {
    private static final HealthMonitor MONITOR = new HealthMonitor(
            new Check.Http("/health", "^200$", Optional.empty(), Optional.empty(), false),
            Duration.ofSeconds(10),
            Duration.ofSeconds(5),
            3);
    private static final Outage OUTAGE =
            Outage.inCheck(MONITOR, NodeFailure.STATUS_UNEXPECTED).withStatus(500);
    private static final String REASON = "its HTTP check of /health expected a status that matches ^200$ and got 500.";

    private final SettableClock clock = new SettableClock(Instant.parse("2010-11-30T03:23:42Z"));
    private final RunningApi api = RunningApi.start(ApiSetup.usual().withClock(clock));
    private final RunningApi.Client client = api.client();

    @AfterEach
    void stop() {
        api.close();
    }

    @ParameterizedTest
    @EnumSource
    void anOfflineNodeSaysWhy(Format format) {
        int id = create();
        int node = node(id, 0);
        assertThat(body("/loadbalancers/" + id + "/nodes/" + node, format)).doesNotContain("outage");

        fail(id, node);
        clock.advance(Duration.ofSeconds(23));

        assertThat(body("/loadbalancers/" + id + "/nodes/" + node, format))
                .contains("STATUS_UNEXPECTED", "It is OFFLINE because " + REASON)
                .contains("2010-11-30T03:23:42Z", "2010-11-30T03:24:12Z");
        assertThat(body("/loadbalancers/" + id + "/nodes", format)).doesNotContain("outage");
    }

    @Test
    void aDisabledNodeSaysThatItIs() {
        int id = create();
        int node = node(id, 0);
        client.put("/loadbalancers/" + id + "/nodes/" + node, "{\"condition\":\"DISABLED\"}");

        assertThat(body("/loadbalancers/" + id + "/nodes/" + node, Format.JSON))
                .contains("\"outage\":{\"code\":\"DISABLED\"");
    }

    @ParameterizedTest
    @EnumSource
    void aBalancerWithOfflineNodesSaysWhy(Format format) {
        int id = create();
        assertThat(body("/loadbalancers/" + id, format)).doesNotContain("diagnosis");

        fail(id, node(id, 0));
        assertThat(body("/loadbalancers/" + id, format))
                .contains("DEGRADED", "SOME_NODES_OFFLINE", "1 of its 2 ENABLED nodes is OFFLINE.", REASON)
                .contains("APPLIED", "ENABLED");

        fail(id, node(id, 1));
        assertThat(body("/loadbalancers/" + id, format))
                .contains("DOWN", "ALL_NODES_OFFLINE", "2 of its 2 ENABLED nodes are OFFLINE.");
    }

    @Test
    void aChangeThatIsNotServedSaysWhyWithoutTheServicesOwnWords() {
        int id = create();
        api.fleet().reject();
        client.put("/loadbalancers/" + id, "{\"name\":\"b\"}");
        client.awaitStatus(id, "ERROR");

        assertThat(body("/loadbalancers/" + id, Format.JSON))
                .contains("\"configuration\":{\"state\":\"FAILED\",\"code\":\"HOST_ERROR\"")
                .contains("What was asked for before serves on.", "\"health\":{\"state\":\"HEALTHY\"}")
                .doesNotContain("It was told to.");
    }

    private void fail(int id, int node) {
        api.fleet().observe(new NodeReport(new LoadBalancerId(id), new NodeId(node), Optional.of(OUTAGE)));
    }

    private int create() {
        Answer made = client.post(
                "/loadbalancers",
                "{\"name\":\"a\",\"protocol\":\"HTTP\",\"virtualIps\":[{\"type\":\"PUBLIC\"}],\"nodes\":["
                        + "{\"address\":\"10.1.1.1\",\"port\":80,\"condition\":\"ENABLED\"},"
                        + "{\"address\":\"10.1.1.2\",\"port\":80,\"condition\":\"ENABLED\"}]}");
        client.awaitStatus(made.loadBalancerId(), "ACTIVE");
        return made.loadBalancerId();
    }

    private int node(int id, int place) {
        return client.get("/loadbalancers/" + id + "/nodes").number("/nodes/" + place + "/id");
    }

    private String body(String path, Format format) {
        return api.send(client.request(path).header("Accept", format.mediaType().toString()))
                .body();
    }
}
