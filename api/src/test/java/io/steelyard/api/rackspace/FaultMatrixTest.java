package io.steelyard.api.rackspace;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.api.Answer;
import io.steelyard.api.ApiSetup;
import io.steelyard.api.BreakableStore;
import io.steelyard.api.RunningApi;
import io.steelyard.api.WireContract;
import io.steelyard.api.http.Format;
import io.steelyard.api.http.HttpLimits;
import io.steelyard.api.rackspace.errorpage.ErrorPageBody;
import io.steelyard.control.store.StoreUnavailableException;
import io.steelyard.domain.account.Role;
import io.steelyard.testkit.tls.TestCertificate;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Every status but success that OpenAPI declares, of every operation, in both formats. What the bodies must look like is
 * checked where all answers are, in {@link WireContract}.
 */
class FaultMatrixTest {
    private static final String WITH_NODE =
            "{\"name\":\"a\",\"protocol\":\"HTTP\",\"virtualIps\":[{\"type\":\"PUBLIC\"}],"
                    + "\"accessList\":[{\"address\":\"10.8.8.8\",\"type\":\"DENY\"}],"
                    + "\"metadata\":[{\"key\":\"color\",\"value\":\"red\"}],"
                    + "\"nodes\":[{\"address\":\"10.1.1.1\",\"port\":80,\"condition\":\"ENABLED\","
                    + "\"metadata\":[{\"key\":\"color\",\"value\":\"red\"}]}]}";
    private static final String CREATE = "/v1.0/{tenantId}/loadbalancers";
    private static final String MAPPINGS = "/loadbalancers/%s/ssltermination/certificatemappings";
    private static final TestCertificate CERTIFICATE = TestCertificate.selfSigned("usual.test");
    private static final String NOBODY = "2147483647";
    private static final String FAR_FUTURE = "4102444800";
    /** Of these only the feed has a history to be asked for. */
    private static final Set<String> ONLY_FEEDS_CHANGE =
            Set.of("getHealthMonitor", "getSessionPersistence", "getConnectionThrottle");

    private static final Map<Format, String> HEALTH_MONITOR = both(
            "{\"type\":\"CONNECT\",\"delay\":10,\"timeout\":5,\"attemptsBeforeDeactivation\":3}",
            "<healthMonitor type='CONNECT' delay='10' timeout='5' attemptsBeforeDeactivation='3'/>");
    private static final Map<Format, String> SESSION_PERSISTENCE =
            both("{\"persistenceType\":\"HTTP_COOKIE\"}", "<sessionPersistence persistenceType='HTTP_COOKIE'/>");
    private static final Map<Format, String> THROTTLE = both(
            "{\"minConnections\":1,\"maxConnections\":1,\"maxConnectionRate\":1,\"rateInterval\":1}",
            "<connectionThrottle minConnections='1' maxConnections='1' maxConnectionRate='1' rateInterval='1'/>");
    private static final Map<Format, String> ITEMS = both(
            "{\"accessList\":[{\"address\":\"10.9.9.9\",\"type\":\"DENY\"}]}",
            "<accessList><networkItem address='10.9.9.9' type='DENY'/></accessList>");
    private static final Map<Format, String> MAPPING = both(
            certified("\"hostName\":\"shop.test\""),
            "<certificateMapping hostName='shop.test' certificate='%s' privateKey='%s'/>"
                    .formatted(CERTIFICATE.certificate(), CERTIFICATE.privateKey())
                    .replace("\n", "&#10;"));
    private static final Map<String, Map<Format, String>> BODIES = Map.ofEntries(
            Map.entry(
                    "createLoadBalancer",
                    both(
                            RunningApi.MINIMAL,
                            "<loadBalancer name='a' protocol='HTTP'><virtualIps><virtualIp type='PUBLIC'/></virtualIps></loadBalancer>")),
            Map.entry("updateLoadBalancer", both("{\"name\":\"b\"}", "<loadBalancer name='b'/>")),
            Map.entry(
                    "addNodes",
                    both(
                            "{\"nodes\":[{\"address\":\"10.1.1.2\",\"port\":80,\"condition\":\"ENABLED\"}]}",
                            "<nodes><node address='10.1.1.2' port='80' condition='ENABLED'/></nodes>")),
            Map.entry("updateNode", both("{\"node\":{\"condition\":\"DRAINING\"}}", "<node condition='DRAINING'/>")),
            Map.entry(
                    "addVirtualIp",
                    both("{\"virtualIp\":{\"type\":\"SERVICENET\"}}", "<virtualIp type='SERVICENET'/>")),
            Map.entry(
                    "setConnectionLogging",
                    both("{\"connectionLogging\":{\"enabled\":true}}", "<connectionLogging enabled='true'/>")),
            Map.entry(
                    "setContentCaching",
                    both("{\"contentCaching\":{\"enabled\":true}}", "<contentCaching enabled='true'/>")),
            Map.entry("auth", both("{\"credentials\":{\"username\":\"nobody\",\"key\":\"x\"}}", "")),
            Map.entry(
                    "tokens",
                    both("{\"auth\":{\"passwordCredentials\":{\"username\":\"nobody\",\"password\":\"x\"}}}", "")),
            Map.entry(
                    "updateNodes",
                    both("{\"nodes\":[{\"id\":NODE,\"weight\":2}]}", "<nodes><node id='NODE' weight='2'/></nodes>")),
            Map.entry("enableSessionPersistence", SESSION_PERSISTENCE),
            Map.entry("setSessionPersistence", SESSION_PERSISTENCE),
            Map.entry("updateConnectionThrottle", THROTTLE),
            Map.entry("setErrorPage", both("{\"content\":\"x\"}", "<errorpage><content>x</content></errorpage>")),
            Map.entry("addToAccessList", ITEMS),
            Map.entry("appendToAccessList", ITEMS),
            Map.entry(
                    "subscribe",
                    both("{\"url\":\"https://example.net/\"}", "<subscription url='https://example.net/'/>")),
            Map.entry(
                    "addMetadata",
                    both(
                            "{\"metadata\":[{\"key\":\"size\",\"value\":\"XL\"}]}",
                            "<metadata><meta key='size'>XL</meta></metadata>")),
            Map.entry(
                    "addNodeMetadata",
                    both(
                            "{\"metadata\":[{\"key\":\"size\",\"value\":\"XL\"}]}",
                            "<metadata><meta key='size'>XL</meta></metadata>")),
            Map.entry("updateMetadata", both("{\"meta\":{\"value\":\"blue\"}}", "<meta>blue</meta>")),
            Map.entry("updateNodeMetadata", both("{\"meta\":{\"value\":\"blue\"}}", "<meta>blue</meta>")),
            Map.entry("setSslTermination", both("{\"securePort\":8443}", "<sslTermination securePort='8443'/>")),
            Map.entry("addCertificateMapping", MAPPING),
            Map.entry("updateCertificateMapping", MAPPING),
            Map.entry("setHealthMonitor", HEALTH_MONITOR),
            Map.entry("addHealthMonitor", HEALTH_MONITOR));

    private static final BreakableStore STORE = new BreakableStore();
    private static RunningApi api;
    private static RunningApi.Client client;
    private static Map<String, String> active = Map.of();
    private static Map<String, String> deleted = Map.of();
    private static Map<String, String> pending = Map.of();

    @BeforeAll
    static void start() {
        api = RunningApi.start(ApiSetup.usual().withStore(STORE).withPendingWait(Duration.ZERO));
        client = api.client();
        active = ids(secured());
        deleted = ids(client.deletedLoadBalancer());
        for (Format format : Format.values()) {
            Attempt attempt = new Attempt("createLoadBalancer", format, "POST", CREATE);
            int made = attempt.madeId();
            client.awaitStatus(made, "ACTIVE");
            client.delete("/loadbalancers/" + made);
            client.awaitStatus(made, "DELETED");
        }
        int held = secured();
        pending = ids(held);
        api.fleet().hold();
        client.put("/loadbalancers/" + held, "{\"algorithm\":\"ROUND_ROBIN\"}");
    }

    /** One with an item of everything. */
    private static int secured() {
        int id = client.post("/loadbalancers", WITH_NODE).loadBalancerId();
        client.awaitStatus(id, "ACTIVE");
        client.put("/loadbalancers/" + id + "/ssltermination", certified("\"securePort\":443"));
        client.awaitStatus(id, "ACTIVE");
        client.post(MAPPINGS.formatted(id), certified("\"hostName\":\"usual.test\""));
        client.awaitStatus(id, "ACTIVE");
        return id;
    }

    private static String certified(String attribute) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        return "{%s,\"certificate\":%s,\"%s\":%s}"
                .formatted(
                        attribute,
                        json.stringNode(CERTIFICATE.certificate()),
                        attribute.contains("host") ? "privateKey" : "privatekey",
                        json.stringNode(CERTIFICATE.privateKey()));
    }

    @AfterAll
    static void stop() {
        STORE.repair();
        api.fleet().release();
        api.close();
    }

    static Stream<Arguments> declared() {
        return WireContract.openApi().path("paths").properties().stream()
                .flatMap(path -> path.getValue().properties().stream()
                        .filter(verb -> verb.getValue().has("responses"))
                        .flatMap(verb -> declared(path.getKey(), verb.getKey(), verb.getValue())));
    }

    private static Stream<Arguments> declared(String path, String verb, JsonNode operation) {
        List<Format> formats = operation.has("security") ? List.of(Format.JSON) : List.of(Format.values());
        return operation.path("responses").propertyNames().stream()
                .filter(status -> !status.startsWith("2"))
                .flatMap(status -> formats.stream()
                        .map(format -> Arguments.of(
                                operation.path("operationId").stringValue(),
                                Integer.parseInt(status),
                                format,
                                verb.toUpperCase(Locale.ROOT),
                                path)));
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("declared")
    void isAnsweredAsDeclared(String operation, int status, Format format, String verb, String path) {
        Attempt attempt = new Attempt(operation, format, verb, path);

        Answer answer = attempt.provoke(status);

        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        if (status != 304) {
            assertThat(answer.header("Content-Type"))
                    .isEqualTo(attempt.answerFormat(status).mediaType().toString());
            assertThat(answer.body())
                    .contains(
                            attempt.answerFormat(status) == Format.XML
                                    ? "code=\"" + status + "\""
                                    : "\"code\":" + status);
        }
    }

    private static Map<Format, String> both(String json, String xml) {
        return Map.of(Format.JSON, json, Format.XML, xml);
    }

    private static Map<String, String> ids(int loadBalancer) {
        JsonNode details = client.get("/loadbalancers/" + loadBalancer).json().path("loadBalancer");
        return Map.of(
                "loadBalancerId", Integer.toString(loadBalancer),
                "nodeId", details.at("/nodes/0/id").asString("1"),
                "networkItemId", details.at("/accessList/0/id").asString("1"),
                "virtualIpId", details.at("/virtualIps/0/id").asString("1"),
                "subscriptionId", "1",
                "metadataId", "1",
                "certificateMappingId",
                        client.get(MAPPINGS.formatted(loadBalancer))
                                .json()
                                .at("/certificateMappings/0/id")
                                .asString("1"),
                "generation", "1");
    }

    /** One operation in one format. */
    private record Attempt(String operation, Format format, String verb, String path) {
        Answer provoke(int status) {
            return switch (status) {
                case 304 -> unchanged();
                case 400 -> hasBody() ? api.send(request(active, "", "{<")) : malformedAccept();
                case 401 -> api.send(request(active, "", body()).setHeader("X-Auth-Token", "wrong"));
                case 403 ->
                    api.send(request(active, "", body())
                            .setHeader("X-Auth-Token", api.client(Role.OBSERVER).token()));
                case 404 -> api.send(request(unknown(), "", body()));
                case 406 -> api.send(unnegotiated().header("Accept", "text/html"));
                case 410 -> path.equals(CREATE) && hasBody() ? keyed("gone") : api.send(request(deleted, "", body()));
                case 412 -> api.send(request(active, "", body()).header("If-Match", "\"another\""));
                case 413 -> tooMuch();
                case 415 -> api.send(request(active, "", body()).setHeader("Content-Type", "text/plain"));
                case 422 -> unprocessable();
                case 500 -> failing(new IllegalStateException("broken"));
                case 503 -> failing(new StoreUnavailableException("away", new IllegalStateException()));
                default -> throw new IllegalArgumentException("nobody knows how to provoke " + status);
            };
        }

        /** The one that is asked for; the default where that one cannot be known. */
        Format answerFormat(int status) {
            return status == 406 || (status == 400 && !hasBody()) ? Format.JSON : format;
        }

        private boolean hasBody() {
            return BODIES.containsKey(operation);
        }

        private String body() {
            return BODIES.getOrDefault(operation, Map.of()).getOrDefault(format, "");
        }

        private boolean isBatch() {
            return verb.equals("DELETE") && !path.endsWith("}");
        }

        private Answer unchanged() {
            return ONLY_FEEDS_CHANGE.contains(operation)
                    ? api.send(built(active, ".atom?changes-since=" + FAR_FUTURE, body()))
                    : api.send(request(active, "?changes-since=" + FAR_FUTURE, body()));
        }

        private Answer malformedAccept() {
            return api.send(unnegotiated().header("Accept", ";;;/"));
        }

        private Answer tooMuch() {
            if (isBatch()) {
                StringBuilder ids = new StringBuilder("?id=1");
                for (int id = 2; id <= 11; id++) {
                    ids.append("&id=").append(id);
                }
                return api.send(built(active, extension() + ids, ""));
            }
            boolean mayHoldAPage = operation.equals("createLoadBalancer") || operation.equals("setErrorPage");
            int most = mayHoldAPage ? ErrorPageBody.MAX_BODY : HttpLimits.DEFAULT.bodyBytes();
            return api.send(request(active, "", body() + " ".repeat(most)));
        }

        private Answer unprocessable() {
            if (operation.equals("createLoadBalancer")) {
                api.send(request(active, "", body()).header("Idempotency-Key", "k" + format));
                return api.send(
                        request(active, "", body().replace("HTTP", "FTP")).header("Idempotency-Key", "k" + format));
            }
            return api.send(request(pending, "", body()));
        }

        /** Makes a balancer with a key. */
        int madeId() {
            keyed("gone");
            JsonNode all = client.get("/loadbalancers").json().path("loadBalancers");
            return all.path(all.size() - 1).path("id").intValue();
        }

        private Answer keyed(String key) {
            return api.send(built(active, "", body())
                    .header("Idempotency-Key", key + format)
                    .header("Accept", format.mediaType().toString()));
        }

        private Answer failing(RuntimeException failure) {
            STORE.breakBy(failure);
            try {
                return api.send(request(active, "", body()));
            } finally {
                STORE.repair();
            }
        }

        private Map<String, String> unknown() {
            Map<String, String> ids = new HashMap<>();
            active.keySet().forEach(id -> ids.put(id, NOBODY));
            if (path.matches(".*\\{loadBalancerId}.*\\{.*")) {
                ids.put("loadBalancerId", String.valueOf(active.get("loadBalancerId")));
            }
            return ids;
        }

        /** With the format's extension; a batch names what the ids say. */
        private HttpRequest.Builder request(Map<String, String> ids, String query, String body) {
            return built(ids, extension() + (isBatch() ? "?id=" + batchId(ids) : query), body);
        }

        private String batchId(Map<String, String> ids) {
            String id = path.endsWith("/nodes")
                    ? "nodeId"
                    : path.endsWith("/virtualips")
                            ? "virtualIpId"
                            : path.endsWith("/accesslist")
                                    ? "networkItemId"
                                    : path.endsWith("/metadata") ? "metadataId" : "loadBalancerId";
            return String.valueOf(ids.get(id));
        }

        private HttpRequest.Builder unnegotiated() {
            return built(active, isBatch() ? "?id=" + batchId(active) : "", body());
        }

        private String extension() {
            return path.endsWith("/v1.0") ? "" : "." + format.name().toLowerCase(Locale.ROOT);
        }

        private HttpRequest.Builder built(Map<String, String> ids, String end, String body) {
            String filled = path.replace("{tenantId}", Long.toString(RunningApi.TENANT));
            for (Map.Entry<String, String> id : ids.entrySet()) {
                filled = filled.replace("{" + id.getKey() + "}", id.getValue());
            }
            return api.request(filled + end)
                    .header("X-Auth-Token", client.token())
                    .header("X-Auth-User", RunningApi.USER)
                    .header("X-Auth-Key", "wrong")
                    .header("Content-Type", format.mediaType().toString())
                    .method(verb, BodyPublishers.ofString(body.replace("NODE", String.valueOf(ids.get("nodeId")))));
        }
    }
}
