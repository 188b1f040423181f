package io.steelyard.api.rackspace.loadbalancer;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.api.Answer;
import io.steelyard.api.ApiSetup;
import io.steelyard.api.RunningApi;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CreateLoadBalancerTest {
    private final RunningApi api =
            RunningApi.start(ApiSetup.usual().withClock(() -> Instant.parse("2010-11-30T03:23:42.987Z")));
    private final RunningApi.Client client = api.client();

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void answersWithEverythingThatTheBalancerIs() {
        api.fleet().hold();

        Answer answer = client.post("/loadbalancers", """
                {"loadBalancer":{"name":"site","protocol":"HTTP","port":8080,"algorithm":"ROUND_ROBIN","timeout":60,
                 "virtualIps":[{"type":"PUBLIC","ipVersion":"IPV4"}],
                 "nodes":[{"address":"10.1.1.1","port":80,"condition":"ENABLED","weight":5,"type":"PRIMARY"},
                          {"address":"fd00::1","port":81,"condition":"DISABLED"}]}}""");

        int id = answer.loadBalancerId();
        int vip = answer.number("/loadBalancer/virtualIps/0/id");
        int first = answer.number("/loadBalancer/nodes/0/id");
        int second = answer.number("/loadBalancer/nodes/1/id");
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.body())
                .isEqualTo(("{'loadBalancer':{'id':" + id + ",'name':'site','status':'BUILD',"
                                + "'created':{'time':'2010-11-30T03:23:42Z'},'updated':{'time':'2010-11-30T03:23:42Z'},"
                                + "'protocol':'HTTP','port':8080,'algorithm':'ROUND_ROBIN','timeout':60,"
                                + "'virtualIps':[{'id':" + vip
                                + ",'address':'127.100.0.1','type':'PUBLIC','ipVersion':'IPV4'}],"
                                + "'nodes':[{'id':" + first + ",'address':'10.1.1.1','port':80,'condition':'ENABLED',"
                                + "'status':'ONLINE','type':'PRIMARY','weight':5},"
                                + "{'id':" + second + ",'address':'fd00:0000:0000:0000:0000:0000:0000:0001','port':81,"
                                + "'condition':'DISABLED','status':'OFFLINE','type':'PRIMARY','weight':1}],"
                                + "'cluster':{'name':'local.ord'},'sourceAddresses':{'ipv4Public':'203.0.113.2',"
                                + "'ipv6Public':'2001:0db8:0000:0000:0000:0000:0000:0002',"
                                + "'ipv4Servicenet':'10.1.0.2'},"
                                + "'connectionLogging':{'enabled':false},'contentCaching':{'enabled':false},"
                                + "'halfClosed':false,'httpsRedirect':false}}")
                        .replace('\'', '"'));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'name':'a','protocol':'HTTP','virtualIps':[{'type':'PUBLIC'}]}",
                "{'loadBalancer':{'name':'a','protocol':'HTTP','virtualIps':[{'type':'PUBLIC'}]}}",
                "{'name':'a','protocol':'HTTP','virtualIps':{'virtualIp':{'type':'PUBLIC'}}}",
                "{'name':'a','protocol':'HTTP','virtualIps':{'virtualIp':[{'type':'PUBLIC'}]}}",
                "{'name':'a','protocol':'HTTP','port':'80','timeout':'30','virtualIps':[{'type':'PUBLIC'}]}",
                "{'name':'a','protocol':'HTTP','port':null,'nodes':null,'algorithm':null,'healthMonitor':null,"
                        + "'virtualIps':[{'type':'PUBLIC','ipVersion':null,'id':null}]}",
                "{'name':'a','protocol':'HTTP','nodes':[],'virtualIps':[{'type':'PUBLIC'}]}",
                "{'name':'a','protocol':'HTTP','nodes':{},'virtualIps':[{'type':'PUBLIC'}]}"
            })
    void acceptsEveryFormThatClientsSend(String body) {
        Answer answer = client.post("/loadbalancers", body.replace('\'', '"'));

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.number("/loadBalancer/port")).isEqualTo(80);
        assertThat(answer.number("/loadBalancer/timeout")).isEqualTo(30);
        assertThat(answer.text("/loadBalancer/algorithm")).isEqualTo("RANDOM");
        assertThat(answer.json().at("/loadBalancer/nodes").size()).isZero();
    }

    @Test
    void reportsEverythingThatIsWrongTogether() {
        Answer answer = client.post("/loadbalancers", """
                {"name":"","protocol":"GOPHER","port":0,"algorithm":"BEST","timeout":121,"colour":"red","id":5,
                 "healthMonitor":{"type":"CONNECT"},"halfClosed":"perhaps",
                 "virtualIps":[{"type":"PRIVATE"},{"id":"x","type":"PUBLIC"},{"type":"PUBLIC","ipVersion":"IPV5","address":"1.2.3.4"}],
                 "nodes":[{"address":"www_example_net","port":70000,"condition":"ON","weight":101,"type":"TERTIARY",
                           "status":"ONLINE","metadata":[{"key":""}],"x":1}]}""");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.sentences())
                .containsExactlyInAnyOrder(
                        "name must be 1 to 128 printable characters, not all of them blank.",
                        "protocol must be one of HTTP, FTP, IMAPv4, POP3, SMTP, LDAP, HTTPS, IMAPS, POP3S, LDAPS, "
                                + "IMAPv2, IMAPv3, MYSQL, SFTP, DNS_TCP, DNS_UDP, TCP, TCP_CLIENT_FIRST, TCP_STREAM, UDP, UDP_STREAM.",
                        "port must be a whole number from 1 to 65535.",
                        "algorithm must be one of LEAST_CONNECTIONS, RANDOM, ROUND_ROBIN, "
                                + "WEIGHTED_LEAST_CONNECTIONS, WEIGHTED_ROUND_ROBIN.",
                        "timeout must be a whole number of seconds from 1 to 120.",
                        "colour must be left out: there is no such attribute here.",
                        "id must be left out: the service sets it.",
                        "halfClosed must be true or false.",
                        "healthMonitor.delay must be given.",
                        "healthMonitor.timeout must be given.",
                        "healthMonitor.attemptsBeforeDeactivation must be given.",
                        "virtualIps[0].type must be one of PUBLIC, SERVICENET.",
                        "virtualIps[1].id must be the id of a virtual IP of this account.",
                        "virtualIps[1].type must be left out: the virtual IP that id names has one already.",
                        "virtualIps[2].ipVersion must be one of IPV4, IPV6.",
                        "virtualIps[2].address must be left out: the service chooses it.",
                        "nodes[0].address must be an IPv4 or IPv6 address, or a fully qualified domain name.",
                        "nodes[0].port must be a whole number from 1 to 65535.",
                        "nodes[0].condition must be one of ENABLED, DISABLED, DRAINING.",
                        "nodes[0].weight must be a whole number from 1 to 100.",
                        "nodes[0].type must be one of PRIMARY, SECONDARY.",
                        "nodes[0].status must be left out: the service sets it.",
                        "nodes[0].metadata[0].key must be 1 to 32 characters.",
                        "nodes[0].metadata[0].value must be given.",
                        "nodes[0].x must be left out: there is no such attribute here.");
        assertThat(client.get("/loadbalancers").body()).isEqualTo("{\"loadBalancers\":[]}");
    }

    @ParameterizedTest
    @CsvSource({"1, 202", "128, 202", "129, 400"})
    void limitsTheLengthOfNames(int length, int status) {
        assertThat(client.post("/loadbalancers", RunningApi.MINIMAL.replace("\"a\"", '"' + "ü".repeat(length) + '"'))
                        .status())
                .isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "port, 1, 202",
        "port, 65535, 202",
        "port, 65536, 400",
        "timeout, 1, 202",
        "timeout, 120, 202",
        "timeout, 0, 400",
        "timeout, 121, 400",
        "port, -1, 400"
    })
    void limitsNumbers(String name, long value, int status) {
        String body = RunningApi.MINIMAL.replace("{\"name\"", "{\"" + name + "\":" + value + ",\"name\"");

        assertThat(client.post("/loadbalancers", body).status()).isEqualTo(status);
    }

    @Test
    void needsAPortWhereTheProtocolHasNoUsualOne() {
        String body = RunningApi.MINIMAL.replace("HTTP", "TCP");

        assertThat(client.post("/loadbalancers", body).sentences())
                .containsExactly("port must be given for protocol TCP.");
        assertThat(client.post("/loadbalancers", body.replace("{\"name\"", "{\"port\":5432,\"name\""))
                        .status())
                .isEqualTo(202);
    }

    @ParameterizedTest
    @CsvSource({"0, 400", "1, 202", "10, 202", "11, 400"})
    void limitsTheNumberOfVirtualIps(int count, int status) {
        String vips = "{\"type\":\"PUBLIC\"},".repeat(count);
        String list = count == 0 ? "[]" : "[" + vips.substring(0, vips.length() - 1) + "]";

        assertThat(client.post("/loadbalancers", RunningApi.MINIMAL.replace("[{\"type\":\"PUBLIC\"}]", list))
                        .status())
                .isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0.0.0.0", "224.0.0.1", "255.255.255.255", "169.254.169.254", "::", "ff02::1", "127.100.0.9"})
    void refusesNodesThatMayNotHaveTraffic(String address) {
        Answer answer = client.post("/loadbalancers", withNodes(node(address, 80)));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.sentences()).singleElement().asString().startsWith("nodes[0].address must be");
    }

    @Test
    void refusesTheServicesOwnPortsAsNodes() {
        assertThat(client.post("/loadbalancers", withNodes(node("127.0.0.1", RunningApi.OWN_PORT)))
                        .status())
                .isEqualTo(400);
        assertThat(client.post("/loadbalancers", withNodes(node("127.0.0.1", 10)))
                        .status())
                .isEqualTo(202);
    }

    @Test
    void refusesTheSameNodeTwice() {
        Answer answer = client.post("/loadbalancers", withNodes(node("10.0.0.1", 80) + "," + node("10.0.0.1", 80)));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.sentences()).singleElement().asString().startsWith("nodes[1].address must be unique");
    }

    @ParameterizedTest
    @CsvSource({"25, 202", "26, 413"})
    void limitsTheNodesOfABalancer(int count, int status) {
        StringBuilder nodes = new StringBuilder(node("10.0.0.1", 1));
        for (int port = 2; port <= count; port++) {
            nodes.append(',').append(node("10.0.0.1", port));
        }

        assertThat(client.post("/loadbalancers", withNodes(nodes.toString())).status())
                .isEqualTo(status);
    }

    @Test
    void namesNodesByTheirPlaceWhateverElseIsWrong() {
        String unreadable = node("www_example_net", 80);

        Answer answer = client.post(
                "/loadbalancers",
                withNodes(String.join(",", unreadable, node("10.0.0.1", 80), node("::1", 9), node("10.0.0.1", 80))));

        assertThat(answer.sentences())
                .containsExactly(
                        "nodes[0].address must be an IPv4 or IPv6 address, or a fully qualified domain name.",
                        "nodes[2].address must be an address and port other than this service's own.",
                        "nodes[3].address must be unique together with its port; 10.0.0.1:80 is there twice.");
    }

    @Test
    void sharesAVirtualIpOfTheAccount() {
        Answer first = client.post("/loadbalancers", RunningApi.MINIMAL);
        int vip = first.number("/loadBalancer/virtualIps/0/id");
        String sharing = RunningApi.MINIMAL.replace("{\"type\":\"PUBLIC\"}", "{\"id\":\"" + vip + "\"}");

        Answer taken = client.post("/loadbalancers", sharing);
        Answer shared = client.post("/loadbalancers", sharing.replace("{\"name\"", "{\"port\":443,\"name\""));
        Answer foreign = api.otherClient().post("/loadbalancers", sharing);

        assertThat(taken.status()).isEqualTo(400);
        assertThat(taken.sentences())
                .containsExactly("port must be free on virtual IP " + vip + ", where load balancer "
                        + first.loadBalancerId() + " has port 80.");
        assertThat(shared.status()).isEqualTo(202);
        assertThat(shared.json().at("/loadBalancer/virtualIps"))
                .isEqualTo(first.json().at("/loadBalancer/virtualIps"));
        assertThat(foreign.status()).isEqualTo(400);
        assertThat(foreign.sentences())
                .containsExactly("virtualIps[0].id must be the id of a virtual IP of this account in this region.");
    }

    @Test
    void limitsTheBalancersOfAnAccount() {
        for (int i = 0; i < 25; i++) {
            assertThat(client.post("/loadbalancers", RunningApi.MINIMAL).status())
                    .isEqualTo(202);
        }

        Answer answer = client.post("/loadbalancers", RunningApi.MINIMAL);

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.text("/details")).isEqualTo("An account may have 25 load balancers.");
        assertThat(api.otherClient().post("/loadbalancers", RunningApi.MINIMAL).status())
                .isEqualTo(202);
    }

    @Test
    void needsABody() {
        Answer answer = api.send(client.request("/loadbalancers")
                .header("Content-Type", "application/json")
                .POST(java.net.http.HttpRequest.BodyPublishers.noBody()));

        assertThat(answer.status()).isEqualTo(400);
    }

    private static String withNodes(String nodes) {
        return RunningApi.MINIMAL.replace("{\"name\"", "{\"nodes\":[" + nodes + "],\"name\"");
    }

    private static String node(String address, int port) {
        return "{\"address\":\"%s\",\"port\":%d,\"condition\":\"ENABLED\"}".formatted(address, port);
    }
}
