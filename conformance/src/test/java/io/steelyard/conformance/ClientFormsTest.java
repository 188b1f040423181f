package io.steelyard.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.steelyard.conformance.RackspaceClient.Answer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What known clients send, form by form, and what they read from the answers. Written from what they put on the wire. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClientFormsTest {
    private static final String NAMESPACE = "http://docs.openstack.org/loadbalancers/api/v1.0";

    private SteelyardProcess service;
    private RackspaceClient client;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        service = SteelyardProcess.start(directory.resolve("data"), "127.0.0.1:0");
        client = RackspaceClient.login(service.api(), service.data());
    }

    @AfterAll
    void stop() throws Exception {
        client.close();
        service.close();
    }

    @AfterEach
    void deleteAll() throws Exception {
        for (int left : listed("loadbalancers")) {
            client.delete("loadbalancers/" + left);
        }
        await().atMost(Duration.ofSeconds(20))
                .until(() -> listed("loadbalancers").isEmpty());
    }

    @Test
    void fogNamesTheFormatInThePath() throws Exception {
        Answer made = client.post("loadbalancers.json", balancer("fog"));

        assertThat(made.status()).isEqualTo(202);
        assertThat(client.get("loadbalancers.json").body().path("loadBalancers"))
                .hasSize(1);
        assertThat(client.get("loadbalancers/" + id(made) + ".json")
                        .body()
                        .path("loadBalancer")
                        .path("name")
                        .asString())
                .isEqualTo("fog");
    }

    @Test
    void fogRemovesSeveralNodesAtOnce() throws Exception {
        Answer made = client.post("loadbalancers.json", balancer("fog", "10.1.1.1", "10.1.1.2", "10.1.1.3"));
        JsonNode nodes = made.body().path("loadBalancer").path("nodes");

        Answer removed = client.delete("loadbalancers/" + id(made) + "/nodes.json?id="
                + nodes.path(0).path("id").asInt() + "&id="
                + nodes.path(1).path("id").asInt());

        assertThat(removed.status()).isEqualTo(202);
        assertThat(client.get("loadbalancers/" + id(made) + "/nodes.json")
                        .body()
                        .path("nodes"))
                .hasSize(1);
    }

    @Test
    void pkgcloudCreatesWithoutAWrapper() throws Exception {
        Answer made = client.post("loadbalancers", """
                {"name":"pkgcloud","protocol":"HTTP","port":8080,"virtualIps":[{"type":"PUBLIC"}],
                 "nodes":[{"address":"10.1.1.1","port":80,"condition":"ENABLED"}]}""");

        assertThat(made.status()).as(made.toString()).isEqualTo(202);
        assertThat(made.body().path("loadBalancer").path("nodes")).hasSize(1);
    }

    @Test
    void pyraxSendsNullForWhatItLeavesOut() throws Exception {
        Answer made = client.post("loadbalancers", """
                {"loadBalancer":{"name":"pyrax","protocol":"HTTP","port":8080,"algorithm":null,"timeout":null,
                 "accessList":null,"metadata":null,"healthMonitor":null,
                 "virtualIps":[{"type":"PUBLIC","ipVersion":null}],
                 "nodes":[{"address":"10.1.1.1","port":80,"condition":"ENABLED","weight":null,"type":null}]}}""");

        assertThat(made.status()).as(made.toString()).isEqualTo(202);
        assertThat(made.body().path("loadBalancer").path("algorithm").asString())
                .isEqualTo("RANDOM");
        assertThat(made.body().path("loadBalancer").path("timeout").asInt()).isEqualTo(30);
    }

    @Test
    void pyraxQuotesNumbersAndReadsRealOnes() throws Exception {
        Answer made = client.post("loadbalancers", """
                {"loadBalancer":{"name":"pyrax","protocol":"HTTP","port":"8080","virtualIps":[{"type":"PUBLIC"}],
                 "nodes":[{"address":"10.1.1.1","port":"80","condition":"ENABLED","weight":"7"}]}}""");

        assertThat(made.status()).as(made.toString()).isEqualTo(202);
        JsonNode balancer = made.body().path("loadBalancer");
        assertThat(balancer.path("port").isInt()).isTrue();
        assertThat(balancer.path("id").isInt()).isTrue();
        assertThat(balancer.path("nodes").path(0).path("weight").isInt()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"nodes\":[%s]",
                "\"nodes\":{\"node\":[%s]}",
                "\"nodes\":{\"node\":%s}",
            })
    void jcloudsWrapsListsTheWayXmlDoes(String form) throws Exception {
        String node = "{\"address\":\"10.1.1.1\",\"port\":80,\"condition\":\"ENABLED\"}";

        Answer made = client.post(
                "loadbalancers",
                "{\"loadBalancer\":{\"name\":\"jclouds\",\"protocol\":\"HTTP\",\"port\":8080,"
                        + "\"virtualIps\":{\"virtualIp\":{\"type\":\"PUBLIC\"}}," + form.formatted(node) + "}}");

        assertThat(made.status()).as(made.toString()).isEqualTo(202);
        assertThat(made.body().path("loadBalancer").path("nodes").isArray()).isTrue();
        assertThat(made.body().path("loadBalancer").path("nodes")).hasSize(1);
    }

    @Test
    void jcloudsPagesByLimitAndMarker() throws Exception {
        List<Integer> ids =
                IntStream.range(0, 3).mapToObj(i -> created("page-" + i)).toList();

        assertThat(listed("loadbalancers?limit=2")).containsExactlyElementsOf(ids.subList(0, 2));
        assertThat(listed("loadbalancers?limit=2&marker=" + ids.get(1))).containsExactlyElementsOf(ids.subList(1, 3));
        assertThat(listed("loadbalancers?limit=0&offset=0")).containsExactlyElementsOf(ids);
        assertThat(listed("loadbalancers?offset=7")).isEmpty();
    }

    @Test
    void gophercloudDeletesSeveralAtOnceAllOrNone() throws Exception {
        int first = created("gophercloud-1");
        int second = created("gophercloud-2");

        assertThat(client.delete("loadbalancers?id=" + first + "&id=1234567").status())
                .isEqualTo(404);
        assertThat(listed("loadbalancers")).containsExactly(first, second);

        awaitActive(first);
        awaitActive(second);
        assertThat(client.delete("loadbalancers?id=" + first + "&id=" + second).status())
                .isEqualTo(202);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(listed("loadbalancers")).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "loadbalancers?cache-busting=a91fe3",
                "loadbalancers??limit=100",
                "loadbalancers/?limit=100",
                "LoadBalancers",
                "loadbalancers?fresh=1290988422.13",
            })
    void libcloudAndOthersDecorateTheAddress(String path) throws Exception {
        int id = created("decorated");

        assertThat(listed(path)).containsExactly(id);
    }

    @Test
    void nodesAreReachedByASegmentInCapitals() throws Exception {
        int id = created("capitals");

        assertThat(client.get("loadbalancers/" + id + "/Nodes").status()).isEqualTo(200);
        assertThat(client.get("loadbalancers/" + id + "/virtualIps").status()).isEqualTo(200);
    }

    @Test
    void gzipIsGivenToThoseWhoAsk() throws Exception {
        created("gzip");

        HttpResponse<byte[]> answer = client.send("GET", "loadbalancers", Map.of("Accept-Encoding", "gzip"), "");

        assertThat(answer.headers().firstValue("Content-Encoding")).contains("gzip");
        try (var in = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).contains("\"gzip\"");
        }
    }

    @Test
    void olderClientsSpeakXml() throws Exception {
        HttpResponse<byte[]> made = client.send(
                "POST",
                "loadbalancers",
                Map.of("Content-Type", "application/xml", "Accept", "application/xml"),
                """
                <?xml version="1.0" encoding="UTF-8"?>
                <loadBalancer xmlns="%s" name="xml" port="8080" protocol="HTTP">
                  <virtualIps><virtualIp type="PUBLIC"/></virtualIps>
                  <nodes><node address="10.1.1.1" port="80" condition="ENABLED"/></nodes>
                </loadBalancer>""".formatted(NAMESPACE));

        String text = new String(made.body(), StandardCharsets.UTF_8);
        assertThat(made.statusCode()).as(text).isEqualTo(202);
        assertThat(text).contains("<loadBalancer xmlns=\"" + NAMESPACE + "\"", "address=\"10.1.1.1\"");
        assertThat(client.text("loadbalancers.xml")).contains("<loadBalancers xmlns=\"" + NAMESPACE + "\"", "\"xml\"");
    }

    private static String balancer(String name, String... addresses) {
        return "{\"loadBalancer\":{\"name\":\"%s\",\"protocol\":\"HTTP\",\"port\":8080,\"virtualIps\":[{\"type\":\"PUBLIC\"}],\"nodes\":[%s]}}"
                .formatted(
                        name,
                        String.join(
                                ",",
                                List.of(addresses).stream()
                                        .map(address -> "{\"address\":\"%s\",\"port\":80,\"condition\":\"ENABLED\"}"
                                                .formatted(address))
                                        .toList()));
    }

    private int created(String name) {
        try {
            Answer made = client.post("loadbalancers", balancer(name));
            assertThat(made.status()).as(made.toString()).isEqualTo(202);
            return id(made);
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static int id(Answer made) {
        return made.body().path("loadBalancer").path("id").asInt();
    }

    private void awaitActive(int id) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> client.get("loadbalancers/" + id)
                        .body()
                        .path("loadBalancer")
                        .path("status")
                        .asString()
                        .equals("ACTIVE"));
    }

    private List<Integer> listed(String path) throws IOException, InterruptedException {
        return client.get(path)
                .body()
                .path("loadBalancers")
                .valueStream()
                .map(listed -> listed.path("id").asInt())
                .toList();
    }
}
