package io.steelyard.api.rackspace.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.api.Answer;
import io.steelyard.api.RunningApi;
import io.steelyard.api.http.Format;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Metadata of balancers and of nodes, in both formats. */
class MetadataTest {
    private static final String WITH_METADATA =
            "{\"name\":\"a\",\"protocol\":\"HTTP\",\"virtualIps\":[{\"type\":\"PUBLIC\"}],"
                    + "\"metadata\":[{\"key\":\"color\",\"value\":\"red\"}],"
                    + "\"nodes\":[{\"address\":\"10.1.1.1\",\"port\":80,\"condition\":\"ENABLED\","
                    + "\"metadata\":{\"meta\":{\"key\":\"rack\",\"value\":\"7\"}}}]}";

    private static final String NAMESPACE = "xmlns=\"http://docs.openstack.org/loadbalancers/api/v1.0\"";

    private final RunningApi api = RunningApi.start();
    private final RunningApi.Client client = api.client();

    @AfterEach
    void stop() {
        api.close();
    }

    static Stream<Arguments> everywhere() {
        return Stream.of(Format.values())
                .flatMap(format -> Stream.of(Arguments.of(format, false), Arguments.of(format, true)));
    }

    @ParameterizedTest
    @EnumSource
    void isGivenAtCreation(Format format) {
        int id = send(
                        "POST",
                        "/loadbalancers",
                        format,
                        WITH_METADATA,
                        "<loadBalancer name='a' protocol='HTTP'><virtualIps><virtualIp type='PUBLIC'/></virtualIps>"
                                + "<metadata><meta key='color'>red</meta></metadata>"
                                + "<nodes><node address='10.1.1.1' port='80' condition='ENABLED'>"
                                + "<metadata><meta key='rack'>7</meta></metadata></node></nodes></loadBalancer>",
                        202)
                .loadBalancerId();

        Answer details = client.get("/loadbalancers/" + id);
        assertThat(details.json().at("/loadBalancer/metadata").toString())
                .isEqualTo("[{\"id\":1,\"key\":\"color\",\"value\":\"red\"}]");
        assertThat(details.json().at("/loadBalancer/nodes/0").has("metadata")).isFalse();
        int node = details.number("/loadBalancer/nodes/0/id");
        assertThat(client.get("/loadbalancers/" + id + "/nodes/" + node)
                        .json()
                        .at("/node/metadata")
                        .toString())
                .isEqualTo("[{\"id\":1,\"key\":\"rack\",\"value\":\"7\"}]");
        assertThat(client.get("/loadbalancers/" + id + ".xml").body())
                .contains("<metadata><meta id=\"1\" key=\"color\">red</meta></metadata>");
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void addsMetadata(Format format, boolean ofNode) {
        String path = path(ofNode);

        String added = send(
                        "POST",
                        path,
                        format,
                        "{\"metadata\":[{\"key\":\"size\",\"value\":\"XL\"},{\"key\":\"note\",\"value\":\"<a&b>\"}]}",
                        "<metadata><meta key='size'>XL</meta><meta key='note'>&lt;a&amp;b></meta></metadata>",
                        200)
                .body();

        assertThat(added)
                .isEqualTo(
                        format == Format.JSON
                                ? "{\"metadata\":[{\"id\":2,\"key\":\"size\",\"value\":\"XL\"},{\"id\":3,\"key\":\"note\",\"value\":\"<a&b>\"}]}"
                                : xml("<metadata " + NAMESPACE + "><meta id=\"2\" key=\"size\">XL</meta>"
                                        + "<meta id=\"3\" key=\"note\">&lt;a&amp;b&gt;</meta></metadata>"));
        assertThat(client.get(path).json().path("metadata").size()).isEqualTo(3);
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void listsMetadata(Format format, boolean ofNode) {
        String path = path(ofNode);
        String key = ofNode ? "rack" : "color";
        String value = ofNode ? "7" : "red";

        assertThat(send("GET", path, format, "", "", 200).body())
                .isEqualTo(
                        format == Format.JSON
                                ? "{\"metadata\":[{\"id\":1,\"key\":\"" + key + "\",\"value\":\"" + value + "\"}]}"
                                : xml("<metadata " + NAMESPACE + "><meta id=\"1\" key=\"" + key + "\">" + value
                                        + "</meta></metadata>"));
        assertThat(send("GET", path + "/1", format, "", "", 200).body())
                .isEqualTo(
                        format == Format.JSON
                                ? "{\"meta\":{\"id\":1,\"key\":\"" + key + "\",\"value\":\"" + value + "\"}}"
                                : xml("<meta " + NAMESPACE + " id=\"1\" key=\"" + key + "\">" + value + "</meta>"));
        assertThat(client.get(path + "?marker=2").json().path("metadata").size())
                .isZero();
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void changesMetadata(Format format, boolean ofNode) {
        String path = path(ofNode);

        send("PUT", path + "/1", format, "{\"meta\":{\"value\":\"blue\"}}", "<meta>blue</meta>", 200);

        assertThat(client.get(path + "/1").text("/meta/value")).isEqualTo("blue");
        assertThat(client.get(path + "/1").text("/meta/key")).isEqualTo(ofNode ? "rack" : "color");
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void removesMetadata(Format format, boolean ofNode) {
        String path = path(ofNode);
        client.post(path, "{\"metadata\":[{\"key\":\"b\",\"value\":\"\"},{\"key\":\"c\",\"value\":\"\"}]}");

        assertThat(send("DELETE", path + "/1", format, "", "", 200).body()).isEmpty();
        assertThat(client.delete(path + "?id=2&id=9").status()).isEqualTo(404);
        assertThat(client.get(path).json().path("metadata").size()).isEqualTo(2);
        assertThat(client.delete(path + "?id=2&id=3").status()).isEqualTo(200);

        assertThat(client.get(path).json().path("metadata").size()).isZero();
    }

    @Test
    void leavesTheBalancerActiveAndItsTagNew() {
        String balancer = balancer();
        String before = client.get(balancer).header("ETag");
        api.fleet().hold();

        client.post(balancer + "/metadata", "{\"metadata\":[{\"key\":\"size\",\"value\":\"XL\"}]}");

        assertThat(client.get(balancer).text("/loadBalancer/status")).isEqualTo("ACTIVE");
        assertThat(client.get(balancer).header("ETag")).isNotEqualTo(before);
        api.fleet().release();
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void refusesWhatBreaksARuleAndChangesNothing(Format format, boolean ofNode) {
        String path = path(ofNode);
        String before = client.get(path).body();
        String key = ofNode ? "rack" : "color";

        Answer wrong = send(
                "POST",
                path,
                Format.JSON,
                "{\"metadata\":[{\"key\":\"" + "k".repeat(33) + "\",\"value\":\"" + "v".repeat(257)
                        + "\"},{\"id\":1,\"key\":\"a\",\"value\":\"\"},{\"key\":\"b\",\"value\":\"\"},{\"key\":\"b\",\"value\":\"\"},{}]}",
                "",
                400);
        send(
                "POST",
                path,
                format,
                "{\"metadata\":[{\"key\":\"" + key + "\",\"value\":\"x\"}]}",
                "<metadata><meta key='" + key + "'>x</meta></metadata>",
                422);
        send("POST", path, format, "{\"metadata\":[]}", "<metadata/>", 400);
        send("PUT", path + "/1", Format.JSON, "{\"meta\":{}}", "", 400);
        send("PUT", path + "/9", format, "{\"meta\":{\"value\":\"x\"}}", "<meta>x</meta>", 404);

        assertThat(wrong.sentences())
                .containsExactlyInAnyOrder(
                        "metadata[0].key must be 1 to 32 characters.",
                        "metadata[0].value must be at most 256 characters.",
                        "metadata[1].id must be left out: the service sets it.",
                        "metadata[3].key must be unique.",
                        "metadata[4].key must be given.",
                        "metadata[4].value must be given.");
        assertThat(client.get(path).body()).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void refusesMoreThanTheLimit(Format format, boolean ofNode) {
        String path = path(ofNode);
        for (int i = 1; i < 25; i++) {
            assertThat(client.post(path, "{\"meta\":{\"key\":\"k" + i + "\",\"value\":\"\"}}")
                            .status())
                    .isEqualTo(200);
        }

        send("POST", path, format, "{\"key\":\"last\",\"value\":\"\"}", "<metadata><meta key='last'/></metadata>", 413);

        assertThat(client.get(path).json().path("metadata").size()).isEqualTo(25);
    }

    private String balancer() {
        int id = client.post("/loadbalancers", WITH_METADATA).loadBalancerId();
        client.awaitStatus(id, "ACTIVE");
        return "/loadbalancers/" + id;
    }

    private String path(boolean ofNode) {
        String balancer = balancer();
        return ofNode
                ? balancer + "/nodes/" + client.get(balancer).number("/loadBalancer/nodes/0/id") + "/metadata"
                : balancer + "/metadata";
    }

    private static String xml(String root) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + root;
    }

    private Answer send(String method, String path, Format format, String json, String xml, int status) {
        String type = format.mediaType().toString();
        Answer answer = api.send(client.request(path)
                .header("Content-Type", type)
                .header("Accept", status == 202 ? "application/json" : type)
                .method(method, BodyPublishers.ofString(format == Format.JSON ? json : xml)));
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        return answer;
    }
}
