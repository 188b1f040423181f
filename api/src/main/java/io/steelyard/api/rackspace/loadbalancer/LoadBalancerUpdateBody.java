package io.steelyard.api.rackspace.loadbalancer;

import io.steelyard.api.body.Attributes;
import io.steelyard.api.rackspace.Switch;
import io.steelyard.control.loadbalancer.LoadBalancerUpdate;
import io.steelyard.domain.listener.Port;
import io.steelyard.domain.listener.Protocol;
import io.steelyard.domain.loadbalancer.Name;
import io.steelyard.domain.pool.Algorithm;
import io.steelyard.domain.refusal.Violation;
import io.steelyard.domain.refusal.Violation.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a request wants to change of a balancer (2010 specification, section 4.6). */
final class LoadBalancerUpdateBody {
    private LoadBalancerUpdateBody() {}

    /** @param algorithms that may be asked for */
    static LoadBalancerUpdate read(@Nullable JsonNode body, List<Algorithm> algorithms) {
        List<Violation> violations = new ArrayList<>();
        Attributes in = Attributes.unwrapped(body, "loadBalancer", violations);
        Optional<Name> name = LoadBalancerAttributes.name(in);
        Optional<Algorithm> algorithm = in.choice("algorithm", algorithms);
        Optional<Protocol> protocol = in.choice("protocol", Protocol.class);
        Optional<Port> port = LoadBalancerAttributes.port(in);
        Optional<Duration> idleTimeout = LoadBalancerAttributes.idleTimeout(in);
        Optional<Boolean> connectionLogging = Switch.CONNECTION_LOGGING.of(in);
        Optional<Boolean> httpsRedirect = in.truth("httpsRedirect");
        in.refuse(
                Rule.IMMUTABLE,
                "left out: it has a resource of its own",
                "nodes",
                "virtualIps",
                "accessList",
                "sessionPersistence",
                "healthMonitor",
                "metadata",
                "connectionThrottle",
                "contentCaching",
                "errorPage",
                "sslTermination");
        Optional<Boolean> halfClosed = LoadBalancerAttributes.halfClosed(in);
        LoadBalancerAttributes.refuseOthers(in);
        return new LoadBalancerUpdate(
                name, algorithm, protocol, port, idleTimeout, connectionLogging, halfClosed, httpsRedirect, violations);
    }
}
