package io.steelyard.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Two tenants of one service: to each of them, what the other has is what nobody has. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TenantIsolationTest {
    private static final List<String> VERBS = List.of("GET", "PUT", "POST", "DELETE", "HEAD", "OPTIONS", "PATCH");
    private static final List<String> FORMATS = List.of("application/json", "application/xml");
    private static final String NODE = "{\"address\":\"10.1.1.1\",\"port\":80,\"condition\":\"ENABLED\"}";

    private SteelyardProcess service;
    private RackspaceClient owner;
    private RackspaceClient stranger;
    private JsonNode balancer;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        service = SteelyardProcess.start(
                directory.resolve("data"),
                "127.0.0.1:0",
                "--account",
                "owner:owners-api-key:1111",
                "--account",
                "stranger:strangers-api-key:2222");
        owner = RackspaceClient.login(service.api(), "owner", "owners-api-key");
        stranger = RackspaceClient.login(service.api(), "stranger", "strangers-api-key");
        balancer = owner.post("loadbalancers", """
                        {"loadBalancer":{"name":"private","protocol":"HTTP","virtualIps":[{"type":"PUBLIC"}],
                         "port":8080,"nodes":[%s]}}""".formatted(NODE)).body().path("loadBalancer");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> owner.get("loadbalancers/" + id())
                        .body()
                        .path("loadBalancer")
                        .path("status")
                        .asString()
                        .equals("ACTIVE"));
    }

    @AfterAll
    void stop() throws Exception {
        owner.close();
        stranger.close();
        service.close();
    }

    static Stream<String> pathsBelowABalancer() {
        return Stream.of(
                "",
                "/nodes",
                "/nodes/{node}",
                "/nodes?id={node}",
                "/virtualips",
                "/virtualips/{vip}",
                "/accesslist",
                "/healthmonitor",
                "/sessionpersistence",
                "/connectionthrottle",
                "/connectionlogging",
                "/errorpage",
                "/stats",
                "/usage",
                "/usage/current",
                "/ssltermination",
                "/metadata",
                "/contentcaching",
                "/nothing");
    }

    @ParameterizedTest
    @MethodSource("pathsBelowABalancer")
    void aForeignBalancerIsAnsweredAsOneThatIsNotThere(String below) throws Exception {
        int unknown = id() + 1_000_000;

        for (String verb : VERBS) {
            for (String format : FORMATS) {
                String foreign = ask(verb, below, id(), format);
                String absent = ask(verb, below, unknown, format);

                assertThat(foreign).as("%s %s %s", verb, below, format).isEqualTo(absent);
            }
        }
        assertThat(owner.get("loadbalancers/" + id() + "/nodes").body().path("nodes"))
                .hasSize(1);
    }

    @Test
    void aForeignBalancerIsNeitherListedNorDeletedInABatch() throws Exception {
        assertThat(stranger.get("loadbalancers").body().path("loadBalancers")).isEmpty();

        String foreign = describe(stranger.send("DELETE", "loadbalancers?id=" + id(), Map.of(), ""));
        String absent = describe(stranger.send("DELETE", "loadbalancers?id=1234567", Map.of(), ""));

        assertThat(foreign).isEqualTo(absent).startsWith("404");
    }

    @Test
    void aForeignVirtualIpCannotBeShared() throws Exception {
        String foreign = describe(share(vip()));
        String absent = describe(share(1_234_567));

        assertThat(foreign).isEqualTo(absent).startsWith("4");
        assertThat(stranger.get("loadbalancers").body().path("loadBalancers")).isEmpty();
    }

    @Test
    void aTokenIsWorthNothingBelowAnotherTenantsPath() throws Exception {
        String path = owner.tenantPath() + "loadbalancers/" + id();
        String unknownTenant = path.replace("1111", "3333");

        String foreign = describe(stranger.send("GET", path, Map.of(), ""));
        String absent = describe(stranger.send("GET", unknownTenant, Map.of(), ""));

        assertThat(foreign).isEqualTo(absent).startsWith("401");
    }

    private HttpResponse<byte[]> share(int vip) throws Exception {
        return stranger.send(
                "POST", "loadbalancers", Map.of("Content-Type", "application/json"), """
                {"loadBalancer":{"name":"other","protocol":"HTTP","port":9090,"virtualIps":[{"id":%d}],"nodes":[%s]}}""".formatted(vip, NODE));
    }

    private String ask(String verb, String below, int balancer, String format) throws Exception {
        String path = "loadbalancers/" + balancer
                + below.replace("{node}", Integer.toString(node())).replace("{vip}", Integer.toString(vip()));
        boolean writes = verb.equals("PUT") || verb.equals("POST") || verb.equals("PATCH");
        Map<String, String> fields =
                writes ? Map.of("Accept", format, "Content-Type", "application/json") : Map.of("Accept", format);
        return describe(stranger.send(verb, path, fields, writes ? body(below) : ""));
    }

    /** One that would be right if the balancer were the asker's. */
    private static String body(String below) {
        return switch (below) {
            case "/nodes" -> "{\"nodes\":[" + NODE + "]}";
            case "/nodes/{node}" -> "{\"node\":{\"condition\":\"DISABLED\"}}";
            case "/virtualips" -> "{\"type\":\"PUBLIC\",\"ipVersion\":\"IPV6\"}";
            default -> "{\"loadBalancer\":{\"name\":\"mine\"}}";
        };
    }

    /** All of an answer but its date, and whether its connection goes on, which hangs on how soon the body came. */
    private static String describe(HttpResponse<byte[]> answer) {
        Map<String, List<String>> head = new TreeMap<>(answer.headers().map());
        head.keySet().removeAll(Set.of("date", "connection"));
        return answer.statusCode() + " " + head + "\n" + new String(answer.body(), StandardCharsets.UTF_8);
    }

    private int id() {
        return balancer.path("id").asInt();
    }

    private int node() {
        return balancer.path("nodes").path(0).path("id").asInt();
    }

    private int vip() {
        return balancer.path("virtualIps").path(0).path("id").asInt();
    }
}
