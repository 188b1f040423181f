package io.steelyard.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A service that may not bind ports below 1024, as most are that are not started by root. */
class PrivilegedPortTest {
    private static final List<String> WITHOUT_THE_RIGHT =
            List.of("setpriv", "--bounding-set=-net_bind_service", "--inh-caps=-net_bind_service");

    @TempDir
    Path directory;

    @Test
    void theStartSaysHowToAllowThemAndABalancerOnOneSaysWhyItIsInError() throws Exception {
        Path data = directory.resolve("data");
        try (SteelyardProcess service = SteelyardProcess.startThrough(WITHOUT_THE_RIGHT, data, "127.0.0.1:0");
                RackspaceClient client = RackspaceClient.login(service.api(), data)) {
            assertThat(service.output())
                    .anySatisfy(line -> assertThat(line).contains("sudo sysctl net.ipv4.ip_unprivileged_port_start=0"));

            JsonNode balancer = client.post(
                            "loadbalancers",
                            "{\"name\":\"web\",\"protocol\":\"TCP\",\"port\":80,\"virtualIps\":[{\"type\":\"PUBLIC\"}]}")
                    .body()
                    .path("loadBalancer");
            String path = "loadbalancers/" + balancer.path("id").asInt();

            awaitStatus(client, path, "ERROR");
            assertThat(service.log()).contains("ip_unprivileged_port_start");
            assertThat(client.delete(path).status()).isEqualTo(202);
            awaitStatus(client, path, "DELETED");
        }
    }

    private static void awaitStatus(RackspaceClient client, String path, String wanted) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(client.get(path)
                                .body()
                                .path("loadBalancer")
                                .path("status")
                                .asString())
                        .isEqualTo(wanted));
    }
}
