package io.steelyard.api.rackspace.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.api.ApiSetup;
import io.steelyard.api.RunningApi;
import io.steelyard.api.http.Format;
import io.steelyard.control.node.NodeObservations;
import io.steelyard.control.store.Store;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.node.NodeId;
import io.steelyard.domain.observed.HostName;
import io.steelyard.domain.observed.NodeFailure;
import io.steelyard.domain.observed.NodeReport;
import io.steelyard.domain.observed.Outage;
import io.steelyard.testkit.store.InMemoryStore;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code /nodes/events}. */
class NodeEventTest {
    private final Store store = new InMemoryStore();
    private final RunningApi api = RunningApi.start(ApiSetup.usual().withStore(store));
    private final RunningApi.Client client = api.client();

    @AfterEach
    void stop() {
        api.close();
    }

    @ParameterizedTest
    @EnumSource
    void tellsWhatHappenedToNodes(Format format) {
        int id = client.activeLoadBalancer();
        String nodes = "/loadbalancers/" + id + "/nodes";
        int node = client.post(nodes, "{\"node\":{\"address\":\"10.1.1.1\",\"port\":80,\"condition\":\"ENABLED\"}}")
                .number("/nodes/0/id");
        client.awaitStatus(id, "ACTIVE");
        client.put(nodes + "/" + node, "{\"node\":{\"weight\":9}}");
        client.awaitStatus(id, "ACTIVE");
        NodeReport offline = new NodeReport(
                new LoadBalancerId(id), new NodeId(node), Optional.of(Outage.inTraffic(NodeFailure.CONNECT_REFUSED)));
        new NodeObservations(store, InstantSource.system())
                .reported(new HostName("local"), false, List.of(offline), Set.of());
        client.delete(nodes + "/" + node);
        client.awaitStatus(id, "ACTIVE");

        String body = client.get(nodes + "/events." + format.name().toLowerCase(Locale.ROOT))
                .body();

        String equal = format == Format.JSON ? "\":\"" : "=\"";
        assertThat(body)
                .containsSubsequence(
                        "DELETE_NODE",
                        "type" + equal + "UPDATE_NODE",
                        "severity" + equal + "WARNING",
                        "title" + equal + "Node Status Updated",
                        "Node '" + node + "' status changed to 'OFFLINE' for load balancer '" + id + "'",
                        "is OFFLINE because ",
                        "UPDATE_NODE",
                        "was updated for load balancer",
                        "CREATE_NODE",
                        "/1001/loadbalancers/" + id + "/nodes/" + node);
        assertThat(client.get(nodes + "/events")
                        .json()
                        .path("nodeServiceEvents")
                        .size())
                .isEqualTo(4);
        int third = client.get(nodes + "/events?offset=2&limit=1").number("/nodeServiceEvents/0/id");
        assertThat(client.get(nodes + "/events?marker=" + third)
                        .json()
                        .path("nodeServiceEvents")
                        .size())
                .isEqualTo(2);
        assertThat(client.get(nodes + "/events?changes-since=4102444800").status())
                .isEqualTo(304);
    }
}
