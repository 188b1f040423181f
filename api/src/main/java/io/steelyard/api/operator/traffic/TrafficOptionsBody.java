package io.steelyard.api.operator.traffic;

import io.steelyard.api.body.Attributes;
import io.steelyard.api.body.Representation;
import io.steelyard.control.ssltermination.NewCertificate;
import io.steelyard.domain.refusal.RefusedException;
import io.steelyard.domain.refusal.Violation;
import io.steelyard.domain.traffic.CircuitLimit;
import io.steelyard.domain.traffic.ClientCertificates;
import io.steelyard.domain.traffic.DetailedLog;
import io.steelyard.domain.traffic.NodeHttp2;
import io.steelyard.domain.traffic.NodeTls;
import io.steelyard.domain.traffic.OutlierEjection;
import io.steelyard.domain.traffic.ProxyProtocol;
import io.steelyard.domain.traffic.RequestId;
import io.steelyard.domain.traffic.RetryBudget;
import io.steelyard.domain.traffic.SlowStart;
import io.steelyard.domain.traffic.StrictRequests;
import io.steelyard.domain.traffic.TrafficOption;
import io.steelyard.domain.traffic.TrafficOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code {"traffic":{"slowStart":{"windowSeconds":30}}}}: an object for each option that is on. */
final class TrafficOptionsBody {
    private static final String ROOT = "traffic";
    private static final String CLIENT_CERTIFICATES = "clientCertificates";
    private static final String REQUEST_ID = "requestId";
    private static final String PROXY_PROTOCOL = "proxyProtocol";
    private static final String SLOW_START = "slowStart";
    private static final String RETRY_BUDGET = "retryBudget";
    private static final String OUTLIER_EJECTION = "outlierEjection";
    private static final String CIRCUIT_LIMIT = "circuitLimit";
    private static final String NODE_TLS = "nodeTls";
    private static final String NODE_HTTP2 = "nodeHttp2";
    private static final String STRICT_REQUESTS = "strictRequests";

    /** How each is read; one that breaks rules has said so to its attributes, and reads as empty. */
    private static final Map<String, Function<Attributes, Optional<? extends TrafficOption>>> READERS = Map.ofEntries(
            Map.entry(CLIENT_CERTIFICATES, ClientCertificatesBody::read),
            Map.entry(REQUEST_ID, RequestIdBody::read),
            Map.entry(PROXY_PROTOCOL, ProxyProtocolBody::read),
            Map.entry(SLOW_START, SlowStartBody::read),
            Map.entry(RETRY_BUDGET, RetryBudgetBody::read),
            Map.entry(OUTLIER_EJECTION, OutlierEjectionBody::read),
            Map.entry(CIRCUIT_LIMIT, CircuitLimitBody::read),
            Map.entry(NODE_HTTP2, NodeHttp2Body::read),
            Map.entry(STRICT_REQUESTS, StrictRequestsBody::read),
            Map.entry(NODE_TLS, NodeTlsBody::read));

    private static final NewCertificate NO_CERTIFICATE = new NewCertificate(
            "", NewCertificate.Names.withKey(""), Optional.empty(), Optional.empty(), Optional.empty());

    private TrafficOptionsBody() {}

    static Representation of(TrafficOptions options) {
        ObjectNode content = JsonNodeFactory.instance.objectNode();
        options.all().forEach(option -> add(content, option));
        return Representation.of(ROOT, content);
    }

    private static void add(ObjectNode content, TrafficOption option) {
        switch (option) {
            case ClientCertificates certificates ->
                content.set(CLIENT_CERTIFICATES, ClientCertificatesBody.write(certificates));
            case RequestId requestId -> content.set(REQUEST_ID, RequestIdBody.write(requestId));
            case ProxyProtocol told -> content.set(PROXY_PROTOCOL, ProxyProtocolBody.write(told));
            case SlowStart slowStart -> content.set(SLOW_START, SlowStartBody.write(slowStart));
            case RetryBudget budget -> content.set(RETRY_BUDGET, RetryBudgetBody.write(budget));
            case OutlierEjection ejection -> content.set(OUTLIER_EJECTION, OutlierEjectionBody.write(ejection));
            case NodeHttp2 http2 -> content.set(NODE_HTTP2, NodeHttp2Body.write(http2));
            case NodeTls tls -> content.set(NODE_TLS, NodeTlsBody.write(tls));
            case StrictRequests() -> content.set(STRICT_REQUESTS, StrictRequestsBody.write());
            case CircuitLimit limit -> content.set(CIRCUIT_LIMIT, CircuitLimitBody.write(limit));
            case DetailedLog _ -> {
                // A listener's own: it is not switched on here.
            }
        }
    }

    /** @throws RefusedException with every rule that is broken */
    static NewTrafficOptions read(@Nullable JsonNode body) {
        List<Violation> violations = new ArrayList<>();
        Attributes in = Attributes.unwrapped(body, ROOT, violations);
        List<TrafficOption> options = new ArrayList<>();
        READERS.forEach((name, reader) -> in.object(name).ifPresent(option -> {
            reader.apply(option).ifPresent(options::add);
            option.refuseOthers();
        }));
        in.refuseOthers();
        NewCertificate nodeIdentity =
                in.object(NODE_TLS).map(NodeTlsBody::readIdentity).orElse(NO_CERTIFICATE);
        RefusedException.ifAny(violations);
        return new NewTrafficOptions(new TrafficOptions(options), nodeIdentity);
    }
}
