package io.steelyard.conformance.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.steelyard.conformance.SteelyardProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A host with an interface to the public network and one to ServiceNet, and a node on each, in namespaces of the test's own. */
class TwoNetworksTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String PUBLIC_HOST = "203.0.113.1";
    private static final String PUBLIC_NODE = "203.0.113.10";
    private static final String SERVICENET_HOST = "10.20.0.1";
    private static final String SERVICENET_NODE = "10.20.0.10";
    private static final int NODE_PORT = 8099;

    @TempDir
    Path directory = Path.of("");

    private final List<Process> nodes = new ArrayList<>();
    private NetworkNamespace host;
    private NetworkNamespace there;
    private SteelyardProcess service;
    private NamespaceClient client;

    @BeforeEach
    void start() throws Exception {
        assumeThat(NetworkNamespace.whyNot()).isEmpty();
        long mine = ProcessHandle.current().pid();
        host = NetworkNamespace.make("steelyard-host-" + mine);
        there = NetworkNamespace.make("steelyard-nodes-" + mine);
        host.connect("public", PUBLIC_HOST + "/24", there, PUBLIC_NODE + "/24");
        host.connect("servicenet", SERVICENET_HOST + "/24", there, SERVICENET_NODE + "/24");
        host.ip("route", "add", "192.0.2.0/28", "dev", "public", "src", PUBLIC_HOST);
        host.ip("route", "add", "198.51.100.0/28", "dev", "servicenet", "src", SERVICENET_HOST);
        there.ip("route", "add", "192.0.2.0/28", "via", PUBLIC_HOST);
        there.ip("route", "add", "198.51.100.0/28", "via", SERVICENET_HOST);
        serve("public", PUBLIC_NODE);
        serve("servicenet", SERVICENET_NODE);
        service = SteelyardProcess.startThrough(
                host.runner(),
                directory.resolve("data"),
                "127.0.0.1:18080",
                "--public-vips",
                "192.0.2.0/28",
                "--servicenet-vips",
                "198.51.100.0/28",
                "--vip-interface",
                NetworkNamespace.DEVICE);
        client = NamespaceClient.login(host, service);
    }

    private void serve(String network, String address) throws IOException {
        Path site = Files.createDirectory(directory.resolve(network));
        Files.writeString(site.resolve("index.html"), network);
        List<String> server = new ArrayList<>(there.runner());
        server.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "jwebserver").toString(),
                "-b",
                address,
                "-p",
                Integer.toString(NODE_PORT),
                "-d",
                site.toString()));
        nodes.add(new ProcessBuilder(server)
                .redirectErrorStream(true)
                .redirectOutput(log(network).toFile())
                .start());
        await().atMost(LIMIT).until(() -> Files.readString(log(network)).contains("URL http"));
    }

    private Path log(String network) {
        return directory.resolve(network + ".log");
    }

    @AfterEach
    void stop() throws Exception {
        if (host == null) {
            return;
        }
        service.close();
        for (Process node : nodes) {
            node.destroy();
            node.waitFor();
        }
        there.close();
        host.close();
    }

    /** Clients are on the other side of both networks too. */
    @Test
    void oneLoadBalancerServesByNodesOfBothWhoSeeItsSourceAddresses() throws Exception {
        JsonNode balancer = JSON.readTree(
                        client.call("POST", "/loadbalancers", """
                {"name":"both","protocol":"HTTP","port":8088,"algorithm":"ROUND_ROBIN",
                 "virtualIps":[{"type":"PUBLIC"},{"type":"SERVICENET"}],
                 "nodes":[{"address":"%s","port":%3$d,"condition":"ENABLED"},
                          {"address":"%s","port":%3$d,"condition":"ENABLED"}]}""".formatted(PUBLIC_NODE, SERVICENET_NODE, NODE_PORT)))
                .path("loadBalancer");
        client.awaitStatus(balancer.path("id").asInt(), "ACTIVE");
        JsonNode sources = balancer.path("sourceAddresses");

        for (JsonNode vip : balancer.path("virtualIps")) {
            String address = vip.path("address").asString();
            List<String> served = new ArrayList<>();
            await().atMost(LIMIT).ignoreExceptions().until(() -> {
                served.add(there.exec("curl", "-sS", "--max-time", "10", "http://" + address + ":8088/"));
                return served.containsAll(List.of("public", "servicenet"));
            });
        }

        assertThat(sources.path("ipv4Public").asString()).isEqualTo(PUBLIC_HOST);
        assertThat(sources.path("ipv4Servicenet").asString()).isEqualTo(SERVICENET_HOST);
        assertThat(log("public")).content().contains(PUBLIC_HOST + " - - ").doesNotContain(SERVICENET_HOST);
        assertThat(log("servicenet"))
                .content()
                .contains(SERVICENET_HOST + " - - ")
                .doesNotContain(PUBLIC_HOST);
    }
}
