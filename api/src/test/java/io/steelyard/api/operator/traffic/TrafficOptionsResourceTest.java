package io.steelyard.api.operator.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.api.Answer;
import io.steelyard.api.RunningApi;
import io.steelyard.testkit.tls.Openssl;
import io.steelyard.testkit.tls.TestCertificate;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class TrafficOptionsResourceTest {
    private static final String NOTHING = "{\"traffic\":{}}";
    private final RunningApi api = RunningApi.start();
    private final int id = api.client().activeLoadBalancer();

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void nothingIsOnUnlessTheOperatorSaysSo() {
        Answer shown = operator("GET", "");

        assertThat(shown.status()).isEqualTo(200);
        assertThat(shown.json()).isEqualTo(json(NOTHING));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"slowStart\":{\"windowSeconds\":30}}",
                "{\"requestId\":{\"fromClient\":true}}",
                "{\"requestId\":{\"fromClient\":false}}",
                "{\"proxyProtocol\":{\"version\":2}}",
                "{\"retryBudget\":{\"percent\":20,\"perSecond\":1}}",
                "{\"outlierEjection\":{\"errorPercent\":50,\"windowSeconds\":10,\"minRequests\":5,"
                        + "\"ejectionSeconds\":60,\"maxEjectedPercent\":34}}",
                "{\"nodeHttp2\":{\"streams\":100}}",
                "{\"strictRequests\":{}}",
                "{\"nodeTls\":{\"unverified\":true,\"leastVersion\":\"TLS_12\"}}",
                "{\"nodeTls\":{\"unverified\":true,\"serverName\":\"nodes.test\",\"leastVersion\":\"TLS_13\"}}",
                "{\"circuitLimit\":{\"perNode\":100,\"queue\":1000,\"queueMillis\":250}}"
            })
    void whatIsPutIsOnAndReachesTheHosts(String options) {
        Answer put = operator("PUT", options);

        assertThat(put.status()).isEqualTo(202);
        assertThat(put.json()).isEqualTo(json("{\"traffic\":" + options + "}"));
        assertThat(operator("GET", "").json()).isEqualTo(put.json());
        api.client().awaitStatus(id, "ACTIVE");
        assertThat(generation()).isEqualTo(2);
    }

    @Test
    void authoritiesOfClientsAreTakenAndAnythingElseIsNot() {
        TestCertificate issued = TestCertificate.issued("shop.test");

        assertThat(operator("PUT", clientCertificates(issued.certificate())).status())
                .isEqualTo(400);
        Answer put = operator("PUT", clientCertificates(issued.root()));

        assertThat(put.status()).isEqualTo(202);
        assertThat(operator("GET", "").text("/traffic/clientCertificates/authorities"))
                .isEqualTo(issued.root());
    }

    private static String clientCertificates(String authorities) {
        return "{\"clientCertificates\":" + new JsonMapper().createObjectNode().put("authorities", authorities) + "}";
    }

    @Test
    void whomNodesHaveToProveToBeIsShownAgain() {
        TestCertificate node = TestCertificate.issued("node.test");
        String key = Openssl.run(node.certificate(), "x509", "-pubkey", "-noout");

        Answer put = operator(
                "PUT", nodeTls(body -> body.put("authorities", node.root()).put("publicKeys", key)));

        assertThat(put.status()).isEqualTo(202);
        Answer shown = operator("GET", "");
        assertThat(shown.text("/traffic/nodeTls/authorities")).isEqualTo(node.root());
        assertThat(shown.text("/traffic/nodeTls/publicKeys")).isEqualTo(key);
        assertThat(shown.json().at("/traffic/nodeTls/unverified").isMissingNode())
                .isTrue();
    }

    @Test
    void whatNodesAreShownIsShownAgainWithoutItsKeyAndNeedsTheKeyOnce() {
        TestCertificate shown = TestCertificate.selfSigned("lb.test");
        TestCertificate other = TestCertificate.selfSigned("other.test");
        Answer put = operator(
                "PUT",
                identity(body -> body.put("certificate", shown.certificate()).put("privateKey", shown.privateKey())));

        assertThat(put.status()).isEqualTo(202);
        assertThat(put.body()).doesNotContain("PRIVATE KEY", "privateKey");
        assertThat(operator("GET", "").body()).doesNotContain("PRIVATE KEY", "privateKey");
        String again = identity(body -> body.put("certificate", put.text("/traffic/nodeTls/certificate")));
        assertThat(operator("PUT", again).status()).isEqualTo(202);
        assertThat(generation()).isEqualTo(2);
        Answer strange = operator("PUT", identity(body -> body.put("certificate", other.certificate())));
        assertThat(strange.status()).isEqualTo(400);
        assertThat(strange.text("/violations/0/attribute")).isEqualTo("nodeTls.privateKey");
        Answer mixed = operator(
                "PUT",
                identity(body -> body.put("certificate", other.certificate()).put("privateKey", shown.privateKey())));
        assertThat(mixed.status()).isEqualTo(400);
        assertThat(generation()).isEqualTo(2);
    }

    private static String identity(UnaryOperator<ObjectNode> content) {
        return nodeTls(body -> content.apply(body.put("unverified", true)));
    }

    private static String nodeTls(UnaryOperator<ObjectNode> content) {
        return "{\"nodeTls\":" + content.apply(new JsonMapper().createObjectNode()) + "}";
    }

    @Test
    void whatIsLeftOutOfAPutIsOff() {
        operator("PUT", "{\"slowStart\":{\"windowSeconds\":30}}");

        assertThat(operator("PUT", NOTHING).status()).isEqualTo(202);

        assertThat(operator("GET", "").json()).isEqualTo(json(NOTHING));
    }

    @Test
    void deleteSwitchesAllOff() {
        operator("PUT", "{\"traffic\":{\"slowStart\":{\"windowSeconds\":30}}}");

        assertThat(operator("DELETE", "").status()).isEqualTo(202);

        assertThat(operator("GET", "").json()).isEqualTo(json(NOTHING));
    }

    @Test
    void puttingWhatIsThereChangesNothing() {
        operator("PUT", NOTHING);

        assertThat(generation()).isEqualTo(1);
    }

    @Test
    void whatATenantChangesAndRollsBackLeavesThemAsTheyAre() {
        operator("PUT", "{\"slowStart\":{\"windowSeconds\":30}}");
        api.client().awaitStatus(id, "ACTIVE");
        api.client().put("/loadbalancers/" + id, "{\"loadBalancer\":{\"timeout\":60}}");
        api.client().awaitStatus(id, "ACTIVE");

        Answer rolledBack = api.client().post("/loadbalancers/" + id + "/history/1/rollback", "");

        assertThat(rolledBack.status()).isEqualTo(202);
        assertThat(operator("GET", "").number("/traffic/slowStart/windowSeconds"))
                .isEqualTo(30);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"slowStart\":{\"windowSeconds\":0}}",
                "{\"slowStart\":{\"windowSeconds\":901}}",
                "{\"slowStart\":{}}",
                "{\"slowStart\":{\"windowSeconds\":30,\"shape\":\"square\"}}",
                "{\"slowStart\":30}",
                "{\"requestId\":{}}",
                "{\"requestId\":{\"fromClient\":\"perhaps\"}}",
                "{\"clientCertificates\":{}}",
                "{\"clientCertificates\":{\"authorities\":\"none\"}}",
                "{\"proxyProtocol\":{\"version\":3}}",
                "{\"proxyProtocol\":{}}",
                "{\"retryBudget\":{\"percent\":101}}",
                "{\"retryBudget\":{\"perSecond\":1001}}",
                "{\"circuitLimit\":{\"queue\":5}}",
                "{\"circuitLimit\":{\"perNode\":0}}",
                "{\"circuitLimit\":{\"perNode\":1,\"queueMillis\":60001}}",
                "{\"outlierEjection\":{}}",
                "{\"outlierEjection\":{\"errorPercent\":0}}",
                "{\"outlierEjection\":{\"errorPercent\":50,\"windowSeconds\":301}}",
                "{\"outlierEjection\":{\"errorPercent\":50,\"maxEjectedPercent\":101}}",
                "{\"nodeHttp2\":{\"streams\":0}}",
                "{\"strictRequests\":{\"mode\":1}}",
                "{\"strictRequests\":true}",
                "{\"nodeHttp2\":{\"streams\":1001}}",
                "{\"nodeTls\":{}}",
                "{\"nodeTls\":{\"unverified\":false}}",
                "{\"nodeTls\":{\"unverified\":true,\"publicKeys\":\"none\"}}",
                "{\"nodeTls\":{\"authorities\":\"none\"}}",
                "{\"nodeTls\":{\"unverified\":true,\"serverName\":\"*.nodes.test\"}}",
                "{\"nodeTls\":{\"unverified\":true,\"leastVersion\":\"TLS_11\"}}",
                "{\"nodeTls\":{\"unverified\":true,\"certificate\":\"none\"}}",
                "{\"nodeTls\":{\"unverified\":true,\"privateKey\":\"none\"}}",
                "{\"fastStart\":{}}",
                "[]"
            })
    void whatBreaksARuleIsRefusedAndChangesNothing(String body) {
        assertThat(operator("PUT", body).status()).isEqualTo(400);
        assertThat(generation()).isEqualTo(1);
    }

    @Test
    void whatIsWrongIsNamed() {
        Answer refused = operator("PUT", "{\"slowStart\":{\"windowSeconds\":901}}");

        assertThat(refused.text("/violations/0/attribute")).isEqualTo("slowStart.windowSeconds");
        assertThat(refused.text("/violations/0/mustBe")).isEqualTo("a whole number from 1 to 900");
    }

    @Test
    void aBalancerThatIsNotThereHasNone() {
        assertThat(api.send(api.operator("/operator/v1/loadbalancers/999/traffic"))
                        .status())
                .isEqualTo(404);
    }

    private int generation() {
        return api.send(api.operator("/operator/v1/loadbalancers/" + id)).number("/loadBalancer/generation");
    }

    private Answer operator(String verb, String body) {
        return api.send(api.operator("/operator/v1/loadbalancers/" + id + "/traffic")
                .header("Content-Type", "application/json")
                .method(verb, BodyPublishers.ofString(body)));
    }

    private static JsonNode json(String text) {
        return new JsonMapper().readTree(text);
    }
}
