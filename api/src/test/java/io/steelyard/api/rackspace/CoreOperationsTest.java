package io.steelyard.api.rackspace;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.api.Answer;
import io.steelyard.api.RunningApi;
import io.steelyard.api.http.Format;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every operation of the core does what it is for, asked and answered in either format. */
class CoreOperationsTest {
    private static final String CREATE_JSON =
            "{\"loadBalancer\":{\"name\":\"shop\",\"protocol\":\"HTTP\",\"port\":\"8080\",\"algorithm\":\"ROUND_ROBIN\",\"timeout\":60,"
                    + "\"virtualIps\":[{\"type\":\"PUBLIC\",\"ipVersion\":\"IPV4\"},{\"type\":\"SERVICENET\"}],"
                    + "\"nodes\":[{\"address\":\"10.1.1.1\",\"port\":80,\"condition\":\"ENABLED\",\"weight\":7,\"type\":\"PRIMARY\"}]}}";
    private static final String CREATE_XML =
            "<loadBalancer xmlns='http://docs.openstack.org/loadbalancers/api/v1.0' name='shop' protocol='HTTP' port='8080'"
                    + " algorithm='ROUND_ROBIN'><timeout>60</timeout>"
                    + "<virtualIps><virtualIp type='PUBLIC' ipVersion='IPV4'/><virtualIp type='SERVICENET'/></virtualIps>"
                    + "<nodes><node address='10.1.1.1' port='80' condition='ENABLED' weight='7' type='PRIMARY'/></nodes></loadBalancer>";

    private final RunningApi api = RunningApi.start();
    private final RunningApi.Client client = api.client();

    @AfterEach
    void stop() {
        api.close();
    }

    @ParameterizedTest
    @EnumSource
    void createsALoadBalancer(Format format) {
        Map<String, String> made = values(format, create(format));

        assertThat(made)
                .containsEntry("/loadBalancer/name", "shop")
                .containsEntry("/loadBalancer/protocol", "HTTP")
                .containsEntry("/loadBalancer/port", "8080")
                .containsEntry("/loadBalancer/algorithm", "ROUND_ROBIN")
                .containsEntry("/loadBalancer/timeout", "60")
                .containsEntry("/loadBalancer/status", "BUILD")
                .containsEntry("/loadBalancer/virtualIps[0]/type", "PUBLIC")
                .containsEntry("/loadBalancer/virtualIps[0]/ipVersion", "IPV4")
                .containsEntry("/loadBalancer/virtualIps[1]/type", "SERVICENET")
                .containsEntry("/loadBalancer/nodes[0]/address", "10.1.1.1")
                .containsEntry("/loadBalancer/nodes[0]/port", "80")
                .containsEntry("/loadBalancer/nodes[0]/condition", "ENABLED")
                .containsEntry("/loadBalancer/nodes[0]/status", "ONLINE")
                .containsEntry("/loadBalancer/nodes[0]/weight", "7")
                .containsEntry("/loadBalancer/nodes[0]/type", "PRIMARY")
                .containsEntry("/loadBalancer/cluster/name", "local.ord")
                .containsEntry("/loadBalancer/connectionLogging/enabled", "false")
                .containsEntry("/loadBalancer/contentCaching/enabled", "false")
                .containsEntry("/loadBalancer/halfClosed", "false")
                .containsEntry("/loadBalancer/httpsRedirect", "false")
                .containsKeys(
                        "/loadBalancer/id",
                        "/loadBalancer/virtualIps[0]/id",
                        "/loadBalancer/virtualIps[0]/address",
                        "/loadBalancer/nodes[0]/id",
                        "/loadBalancer/created/time",
                        "/loadBalancer/updated/time");
    }

    @ParameterizedTest
    @EnumSource
    void sharesAVirtualIpById(Format format) {
        Map<String, String> first = values(Format.JSON, active());
        String vip = String.valueOf(first.get("/loadBalancer/virtualIps[0]/id"));

        Map<String, String> second = values(
                format,
                send(
                        "POST",
                        "/loadbalancers",
                        format,
                        CREATE_JSON
                                .replace("8080", "8081")
                                .replaceFirst("\"type\":\"PUBLIC\",\"ipVersion\":\"IPV4\"", "\"id\":\"" + vip + '"'),
                        CREATE_XML
                                .replace("8080", "8081")
                                .replace("type='PUBLIC' ipVersion='IPV4'", "id='" + vip + "'")));

        assertThat(second)
                .containsEntry("/loadBalancer/virtualIps[0]/id", vip)
                .containsEntry(
                        "/loadBalancer/virtualIps[0]/address",
                        String.valueOf(first.get("/loadBalancer/virtualIps[0]/address")));
    }

    @ParameterizedTest
    @EnumSource
    void listsLoadBalancers(Format format) {
        active();

        assertThat(values(format, get("/loadbalancers", format)))
                .containsEntry("/loadBalancers[0]/name", "shop")
                .containsEntry("/loadBalancers[0]/nodeCount", "1")
                .containsEntry("/loadBalancers[0]/virtualIps[0]/type", "PUBLIC")
                .doesNotContainKey("/loadBalancers[0]/nodes[0]/id");
    }

    @ParameterizedTest
    @EnumSource
    void showsADeletedLoadBalancer(Format format) {
        int id = client.deletedLoadBalancer();

        assertThat(values(format, get("/loadbalancers/" + id, format)))
                .containsOnlyKeys(
                        "/loadBalancer/id",
                        "/loadBalancer/name",
                        "/loadBalancer/status",
                        "/loadBalancer/created/time",
                        "/loadBalancer/updated/time")
                .containsEntry("/loadBalancer/status", "DELETED");
    }

    @ParameterizedTest
    @EnumSource
    void updatesALoadBalancer(Format format) {
        String path = "/loadbalancers/" + active().loadBalancerId();

        send(
                "PUT",
                path,
                format,
                "{\"loadBalancer\":{\"name\":\"store\",\"algorithm\":\"RANDOM\",\"protocol\":\"TCP\",\"port\":\"81\",\"timeout\":null}}",
                "<loadBalancer name='store' algorithm='RANDOM'><protocol>TCP</protocol><port>81</port></loadBalancer>");

        assertThat(values(format, get(path, format)))
                .containsEntry("/loadBalancer/name", "store")
                .containsEntry("/loadBalancer/algorithm", "RANDOM")
                .containsEntry("/loadBalancer/protocol", "TCP")
                .containsEntry("/loadBalancer/port", "81")
                .containsEntry("/loadBalancer/timeout", "60");
    }

    @ParameterizedTest
    @EnumSource
    void deletesALoadBalancer(Format format) {
        int id = active().loadBalancerId();

        send("DELETE", "/loadbalancers/" + id, format, "", "");

        client.awaitStatus(id, "DELETED");
    }

    @ParameterizedTest
    @EnumSource
    void deletesSeveralLoadBalancers(Format format) {
        int one = client.activeLoadBalancer();
        int other = client.activeLoadBalancer();

        send("DELETE", "/loadbalancers", "?id=" + one + "&id=" + other, format, "", "");

        client.awaitStatus(one, "DELETED");
        client.awaitStatus(other, "DELETED");
    }

    @ParameterizedTest
    @EnumSource
    void addsAndRemovesNodes(Format format) {
        int id = active().loadBalancerId();
        String nodes = "/loadbalancers/" + id + "/nodes";

        Map<String, String> added = values(
                format,
                send(
                        "POST",
                        nodes,
                        format,
                        "{\"nodes\":{\"node\":[{\"address\":\"10.1.1.2\",\"port\":\"80\",\"condition\":\"DRAINING\"},"
                                + "{\"address\":\"10.1.1.3\",\"port\":80,\"condition\":\"DISABLED\",\"weight\":null}]}}",
                        "<nodes><node address='10.1.1.2' port='80' condition='DRAINING'/>"
                                + "<node address='10.1.1.3' port='80'><condition>DISABLED</condition></node></nodes>"));
        client.awaitStatus(id, "ACTIVE");

        assertThat(added)
                .containsEntry("/nodes[0]/condition", "DRAINING")
                .containsEntry("/nodes[1]/address", "10.1.1.3")
                .containsEntry("/nodes[1]/weight", "1");
        String first = String.valueOf(added.get("/nodes[0]/id"));
        String second = String.valueOf(added.get("/nodes[1]/id"));
        send("DELETE", nodes + "/" + first, format, "", "");
        send("DELETE", nodes, "?id=" + second, format, "", "");
        assertThat(values(format, get(nodes, format)))
                .containsKey("/nodes[0]/id")
                .doesNotContainKey("/nodes[1]/id");
    }

    @ParameterizedTest
    @EnumSource
    void updatesANode(Format format) {
        String node = "/loadbalancers/" + active().loadBalancerId() + "/nodes/" + node();

        send(
                "PUT",
                node,
                format,
                "{\"node\":{\"condition\":\"DISABLED\",\"weight\":\"9\",\"type\":\"PRIMARY\"}}",
                "<node condition='DISABLED' weight='9' type='PRIMARY'/>");

        assertThat(values(format, get(node, format)))
                .containsEntry("/node/condition", "DISABLED")
                .containsEntry("/node/status", "OFFLINE")
                .containsEntry("/node/weight", "9")
                .containsEntry("/node/metadata", "");
    }

    @ParameterizedTest
    @EnumSource
    void addsAndRemovesVirtualIps(Format format) {
        int id = active().loadBalancerId();
        String vips = "/loadbalancers/" + id + "/virtualips";

        String own = client.get(vips).json().at("/virtualIps/0/id").asString();
        int port = 9000;
        for (String way : new String[] {"/loadbalancers/" + id + "/VIP", vips + "/VIP", vips + "?id=VIP"}) {
            String shared = besides(own, port++);
            Map<String, String> added = values(
                    format,
                    send(
                            "POST",
                            vips,
                            format,
                            "{\"virtualIp\":{\"id\":" + shared + "}}",
                            "<virtualIp id='" + shared + "'/>"));
            client.awaitStatus(id, "ACTIVE");
            assertThat(added).containsEntry("/virtualIp/id", shared).containsEntry("/virtualIp/type", "PUBLIC");

            String path = way.replace("VIP", shared);
            int query = path.indexOf('?') < 0 ? path.length() : path.indexOf('?');
            send("DELETE", path.substring(0, query), path.substring(query), format, "", "");

            client.awaitStatus(id, "ACTIVE");
            assertThat(values(format, get(vips, format)).values()).doesNotContain(shared);
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesSayingWhatIsWrong(Format format) {
        Answer answer = api.send(client.request("/loadbalancers" + extension(format))
                .header("Content-Type", format.mediaType().toString())
                .POST(BodyPublishers.ofString(format == Format.XML ? "<loadBalancer port='0'/>" : "{\"port\":0}")));

        assertThat(answer.status()).isEqualTo(400);
        String fault = format == Format.XML ? "/badRequest" : "";
        assertThat(format == Format.XML ? Values.ofXmlAsJson(answer.body()) : Values.ofJson(answer.body()))
                .containsEntry(fault + "/code", "400")
                .containsEntry(fault + "/message", "Validation fault")
                .containsEntry(fault + "/details", "The object is not valid")
                .containsValue("name must be given.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/loadbalancers",
                "/loadbalancers/ID",
                "/loadbalancers/ID/nodes",
                "/loadbalancers/ID/nodes/NODE",
                "/loadbalancers/ID/virtualips",
                "/loadbalancers/protocols",
                "/loadbalancers/algorithms"
            })
    void showsTheSameInBothFormats(String path) {
        String real =
                path.replace("ID", Integer.toString(active().loadBalancerId())).replace("NODE", node());

        assertThat(values(Format.XML, get(real, Format.XML))).isEqualTo(values(Format.JSON, get(real, Format.JSON)));
    }

    @Test
    void logsInInThreeWays() {
        assertThat(api.send(api.request("/v1.0").headers("X-Auth-User", RunningApi.USER, "X-Auth-Key", RunningApi.KEY))
                        .header("X-Auth-Token"))
                .isNotEmpty();
        assertThat(api.postJson(
                                "/v1.1/auth",
                                "{\"credentials\":{\"username\":\"demo\",\"key\":\"" + RunningApi.KEY + "\"}}")
                        .text("/auth/token/id"))
                .isNotEmpty();
        assertThat(api.postJson(
                                "/v2.0/tokens",
                                "{\"auth\":{\"RAX-KSKEY:apiKeyCredentials\":{\"username\":\"demo\",\"apiKey\":\""
                                        + RunningApi.KEY + "\"}}}")
                        .text("/access/token/id"))
                .isNotEmpty();
    }

    private Answer create(Format format) {
        return send("POST", "/loadbalancers", format, CREATE_JSON, CREATE_XML);
    }

    private Answer active() {
        Answer made = create(Format.JSON);
        client.awaitStatus(made.loadBalancerId(), "ACTIVE");
        return made;
    }

    /** A virtual IP of another balancer, which shares one with the first. */
    private String besides(String vip, int port) {
        Answer made = client.post(
                "/loadbalancers",
                "{\"name\":\"b\",\"protocol\":\"HTTP\",\"port\":" + port + ",\"virtualIps\":[{\"id\":" + vip
                        + "},{\"type\":\"PUBLIC\"}]}");
        client.awaitStatus(made.loadBalancerId(), "ACTIVE");
        return made.json().at("/loadBalancer/virtualIps/1/id").asString();
    }

    private String node() {
        return client.get("/loadbalancers/"
                        + client.get("/loadbalancers")
                                .json()
                                .at("/loadBalancers/0/id")
                                .intValue() + "/nodes")
                .json()
                .at("/nodes/0/id")
                .asString("");
    }

    private Answer get(String path, Format format) {
        return api.send(client.request(path + extension(format)));
    }

    private Answer send(String verb, String path, Format format, String json, String xml) {
        return send(verb, path, "", format, json, xml);
    }

    private Answer send(String verb, String path, String query, Format format, String json, String xml) {
        Answer answer = api.send(client.request(path + extension(format) + query)
                .header("Content-Type", format.mediaType().toString())
                .method(verb, BodyPublishers.ofString(format == Format.XML ? xml : json)));
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        return answer;
    }

    private static Map<String, String> values(Format format, Answer answer) {
        assertThat(answer.status()).as(answer.body()).isIn(200, 202);
        assertThat(answer.header("Content-Type")).isEqualTo(format.mediaType().toString());
        return format == Format.XML ? Values.ofXmlAsJson(answer.body()) : Values.ofJson(answer.body());
    }

    private static String extension(Format format) {
        return "." + format.name().toLowerCase(Locale.ROOT);
    }
}
