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

/** Virtual IPs of both families and both kinds on an interface, in a network of the test's own. */
class VipInterfaceTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String NODE_PORT = "8099";

    @TempDir
    Path directory;

    private NetworkNamespace network;
    private Process node;
    private SteelyardProcess service;
    private NamespaceClient client;

    @BeforeEach
    void start() throws Exception {
        assumeThat(NetworkNamespace.whyNot()).isEmpty();
        network = NetworkNamespace.make("steelyard-" + ProcessHandle.current().pid());
        Path site = Files.createDirectory(directory.resolve("site"));
        Files.writeString(site.resolve("index.html"), "from the node");
        List<String> server = new ArrayList<>(network.runner());
        server.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "jwebserver").toString(),
                "-b",
                "127.0.0.1",
                "-p",
                NODE_PORT,
                "-d",
                site.toString()));
        Path log = directory.resolve("node.log");
        node = new ProcessBuilder(server)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        await().atMost(LIMIT).until(() -> Files.readString(log).contains("URL http"));
        begin();
    }

    private void begin() throws Exception {
        service = SteelyardProcess.startThrough(
                network.runner(),
                directory.resolve("data"),
                "127.0.0.1:18080",
                "--public-vips",
                "192.0.2.0/28,fd00:77::/64",
                "--servicenet-vips",
                "198.51.100.0/28",
                "--vip-interface",
                NetworkNamespace.DEVICE);
        client = NamespaceClient.login(network, service);
    }

    @AfterEach
    void stop() throws Exception {
        if (network == null) {
            return;
        }
        service.close();
        node.destroy();
        node.waitFor();
        network.close();
    }

    @Test
    void virtualIpsAreReachableOnTheInterfaceWhileTheyAreServedAndGoWithTheirBalancer() throws Exception {
        network.ip("addr", "add", "192.0.2.14/32", "dev", NetworkNamespace.DEVICE);
        JsonNode balancer = create();
        int id = balancer.path("id").asInt();
        List<String> addresses = addresses(balancer);
        assertThat(addresses).hasSize(3);
        awaitStatus(id, "ACTIVE");

        for (String address : addresses) {
            assertThat(ask(address)).as(address).isEqualTo("from the node");
            assertThat(onInterface()).contains(shown(address));
        }

        ProcessHandle killed = service.proxy();
        killed.destroyForcibly();
        await().atMost(LIMIT).until(() -> !SteelyardProcess.runs(killed));
        await().atMost(LIMIT)
                .ignoreExceptions()
                .until(() -> ask(addresses.getFirst()).equals("from the node"));

        call("DELETE", "/loadbalancers/" + id, "");
        awaitStatus(id, "DELETED");

        addresses.forEach(address -> assertThat(onInterface()).doesNotContain(shown(address)));
        assertThat(onInterface()).as("what somebody else put there").contains("192.0.2.14/32");
    }

    @Test
    void whatAKilledServiceLeftGoesWhenItIsNotWantedAnyMoreAndTheRestServesOn() throws Exception {
        JsonNode balancer = create();
        awaitStatus(balancer.path("id").asInt(), "ACTIVE");
        ProcessHandle proxy = service.proxy();
        service.control().destroyForcibly();
        proxy.destroyForcibly();
        await().atMost(LIMIT).until(() -> !SteelyardProcess.runs(proxy) && !SteelyardProcess.runs(service.control()));
        Path notes = directory.resolve("data").resolve("vip-addresses");
        Files.writeString(notes, Files.readString(notes) + "192.0.2.9\n");
        network.ip("addr", "add", "192.0.2.9/32", "dev", NetworkNamespace.DEVICE);

        begin();

        for (String address : addresses(balancer)) {
            await().atMost(LIMIT).ignoreExceptions().until(() -> ask(address).equals("from the node"));
        }
        await().atMost(LIMIT).until(() -> !onInterface().contains("192.0.2.9/32"));

        service.close();
        assertThat(onInterface()).doesNotContain("192.0.2.", "198.51.100.", "fd00:77:");
        begin();
    }

    private JsonNode create() throws IOException {
        return JSON.readTree(call("POST", "/loadbalancers", """
                {"name":"n","protocol":"HTTP","port":8088,"virtualIps":[{"type":"PUBLIC"},{"type":"SERVICENET"}],
                 "nodes":[{"address":"127.0.0.1","port":%s,"condition":"ENABLED"}]}""".formatted(NODE_PORT)))
                .path("loadBalancer");
    }

    private static List<String> addresses(JsonNode balancer) {
        List<String> addresses = new ArrayList<>();
        balancer.path("virtualIps")
                .forEach(vip -> addresses.add(vip.path("address").asString()));
        return addresses;
    }

    /** As {@code ip} writes it. */
    private static String shown(String address) {
        return address.contains(":") ? "fd00:77::" + address.replaceAll("^.*:0*", "") + "/128" : address + "/32";
    }

    private String onInterface() {
        try {
            return network.ip("-o", "addr", "show", "dev", NetworkNamespace.DEVICE);
        } catch (IOException gone) {
            throw new AssertionError(gone);
        }
    }

    private String ask(String address) throws IOException {
        String host = address.contains(":") ? "[" + address + "]" : address;
        return network.exec("curl", "-sS", "--max-time", "10", "http://" + host + ":8088/");
    }

    private String call(String verb, String path, String body) throws IOException {
        return client.call(verb, path, body);
    }

    private void awaitStatus(int id, String status) {
        client.awaitStatus(id, status);
    }
}
