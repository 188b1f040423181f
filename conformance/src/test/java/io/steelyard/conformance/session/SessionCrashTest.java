package io.steelyard.conformance.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.steelyard.conformance.RackspaceClient;
import io.steelyard.conformance.RackspaceClient.Answer;
import io.steelyard.conformance.SteelyardProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Nodes with names, secondary nodes and session persistence, all given at creation, when processes are killed. */
class SessionCrashTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String ONE = "127.77.9.1";
    private static final String OTHER = "127.77.9.2";
    private static final String SPARE = "127.77.9.3";
    private static final String CLIENT = "127.0.0.1";
    private static final int CLIENTS = 20;

    /** The same after a restart, and no other test's on this machine. */
    private final int network = ThreadLocalRandom.current().nextInt(250);

    @TempDir
    Path directory = Path.of("");

    private NameServer names;
    private Site one;
    private Site other;
    private Site spare;
    private SteelyardProcess service;
    private RackspaceClient client;
    private int id;
    private InetSocketAddress balancer = InetSocketAddress.createUnresolved("none", 0);

    @BeforeEach
    void start() throws Exception {
        names = NameServer.start(directory.resolve("names"));
        names.serve(Map.of("one.steelyard.test", ONE, "other.steelyard.test", OTHER));
        one = Site.at(ONE, 0);
        other = Site.at(OTHER, one.port());
        spare = Site.at(SPARE, one.port());
        startService();
    }

    private void startService() throws Exception {
        service = SteelyardProcess.start(
                directory.resolve("data"),
                "127.0.0.1:0",
                "--public-vips",
                "127.94." + network + ".0/24",
                "--servicenet-vips",
                "127.95." + network + ".0/24",
                "--name-servers",
                names.address());
        client = RackspaceClient.login(service.api(), service.data());
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        service.close();
        List.of(one, other, spare).forEach(Site::close);
        names.close();
    }

    @Test
    void aNamedNodeIsFollowedAndASecondaryOneStandsInAcrossCrashes() throws Exception {
        create("", node("one.steelyard.test", "PRIMARY"), node(SPARE, "SECONDARY"));
        // On a busy machine the name server may take longer than a change waits for it.
        awaitServedBy(ONE);

        killProxy();
        awaitServedBy(ONE);
        names.serve(Map.of("one.steelyard.test", OTHER));
        awaitServedBy(OTHER);
        killBoth();
        awaitServedBy(OTHER);

        other.close();
        awaitServedBy(SPARE);
        killProxy();
        awaitServedBy(SPARE);
        killBoth();
        awaitServedBy(SPARE);
    }

    @Test
    void aNodeWhoseNameLeadsNowhereSaysWhyAndServesOnceItLeadsSomewhere() throws Exception {
        names.serve(Map.of());
        create("", node("one.steelyard.test", "PRIMARY"));
        await().atMost(LIMIT)
                .until(() -> node().path("outage").path("code").asString("").equals("UNRESOLVED"));
        assertThat(node().path("status").asString()).isEqualTo("OFFLINE");
        assertThat(node().path("outage").path("reason").asString())
                .isEqualTo("It is OFFLINE because its name leads to no address.");
        assertThat(visit().status()).isEqualTo(503);

        names.serve(Map.of("one.steelyard.test", ONE));

        awaitServedBy(ONE);
        await().atMost(LIMIT).until(() -> node().path("status").asString("").equals("ONLINE"));
    }

    @Test
    void aCookieLeadsToItsNodeAfterEveryCrash() throws Exception {
        create("HTTP_COOKIE", node("one.steelyard.test", "PRIMARY"), node("other.steelyard.test", "PRIMARY"));
        awaitService();
        Map<String, String> cookies = new TreeMap<>();
        for (int visit = 0; visit < CLIENTS; visit++) {
            Visit first = visit();
            cookies.put(first.cookie(), first.body());
        }
        assertThat(cookies.values()).containsExactlyInAnyOrder(ONE, OTHER);

        killProxy();
        awaitService();
        assertThat(served(cookies)).isEqualTo(cookies);
        killBoth();
        awaitService();
        assertThat(served(cookies)).isEqualTo(cookies);
    }

    @Test
    void aClientsAddressLeadsToItsNodeAfterEveryCrash() throws Exception {
        create("SOURCE_IP", node("one.steelyard.test", "PRIMARY"), node("other.steelyard.test", "PRIMARY"));
        awaitService();
        Map<String, String> before = servedByAddress();
        assertThat(before.values()).contains(ONE, OTHER);

        killProxy();
        awaitService();
        assertThat(servedByAddress()).isEqualTo(before);
        killBoth();
        awaitService();
        assertThat(servedByAddress()).isEqualTo(before);
    }

    private String node(String address, String type) {
        return "{\"address\":\"%s\",\"port\":%d,\"condition\":\"ENABLED\",\"type\":\"%s\"}"
                .formatted(address, one.port(), type);
    }

    private void create(String persistence, String... nodes) throws Exception {
        String session =
                persistence.isEmpty() ? "" : "\"sessionPersistence\":{\"persistenceType\":\"" + persistence + "\"},";
        Answer created = client.post("loadbalancers", """
                {"loadBalancer":{"name":"shop","protocol":"HTTP","port":8080,"algorithm":"ROUND_ROBIN",%s
                 "virtualIps":[{"type":"PUBLIC"}],"nodes":[%s]}}""".formatted(session, String.join(",", nodes)));
        assertThat(created.status()).as(created.body().toString()).isEqualTo(202);
        JsonNode made = created.body().path("loadBalancer");
        id = made.path("id").asInt();
        String vip = made.path("virtualIps").path(0).path("address").asString();
        balancer = new InetSocketAddress(InetAddress.ofLiteral(vip), 8080);
        await().atMost(LIMIT)
                .until(() -> client.get("loadbalancers/" + id)
                        .body()
                        .path("loadBalancer")
                        .path("status")
                        .asString("")
                        .equals("ACTIVE"));
    }

    /** The details of the first node. */
    private JsonNode node() throws Exception {
        String nodes = "loadbalancers/" + id + "/nodes";
        int first = client.get(nodes).body().path("nodes").path(0).path("id").asInt();
        return client.get(nodes + "/" + first).body().path("node");
    }

    private Visit visit() throws IOException {
        return Visit.of(balancer, CLIENT, "");
    }

    private void awaitServedBy(String node) {
        await().atMost(LIMIT)
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> visit().body().equals(node));
    }

    private Map<String, String> served(Map<String, String> cookies) throws IOException {
        Map<String, String> served = new TreeMap<>();
        for (String cookie : cookies.keySet()) {
            served.put(cookie, Visit.of(balancer, CLIENT, cookie).body());
        }
        return served;
    }

    private Map<String, String> servedByAddress() throws IOException {
        Map<String, String> served = new TreeMap<>();
        for (String address :
                IntStream.range(1, CLIENTS).mapToObj(each -> "127.0.9." + each).toList()) {
            served.put(address, Visit.of(balancer, address, "").body());
        }
        return served;
    }

    private void killProxy() throws Exception {
        kill(service.proxy());
        awaitService();
    }

    private void killBoth() throws Exception {
        ProcessHandle proxy = service.proxy();
        kill(service.control());
        kill(proxy);
        client.close();
        startService();
        awaitService();
    }

    private static void kill(ProcessHandle process) {
        process.destroyForcibly();
        await().atMost(LIMIT).until(() -> !SteelyardProcess.runs(process));
    }

    /** Until any node serves again. */
    private void awaitService() {
        await().atMost(LIMIT).ignoreExceptionsInstanceOf(IOException.class).until(() -> visit().status() == 200);
    }
}
