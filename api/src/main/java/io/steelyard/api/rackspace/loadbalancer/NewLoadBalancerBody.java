package io.steelyard.api.rackspace.loadbalancer;

import io.steelyard.api.body.Attributes;
import io.steelyard.api.rackspace.Switch;
import io.steelyard.api.rackspace.accesslist.AccessListBody;
import io.steelyard.api.rackspace.connectionthrottle.ConnectionThrottleBody;
import io.steelyard.api.rackspace.errorpage.ErrorPageBody;
import io.steelyard.api.rackspace.healthmonitor.HealthMonitorBody;
import io.steelyard.api.rackspace.metadata.NewMetadataBody;
import io.steelyard.api.rackspace.node.NewNodeBody;
import io.steelyard.api.rackspace.sessionpersistence.SessionPersistenceBody;
import io.steelyard.api.rackspace.ssltermination.SslTerminationBody;
import io.steelyard.api.rackspace.virtualip.VirtualIpBody;
import io.steelyard.control.access.NewAccessRule;
import io.steelyard.control.loadbalancer.NewLoadBalancer;
import io.steelyard.control.node.NewNode;
import io.steelyard.control.ssltermination.SslTerminationChange;
import io.steelyard.control.virtualip.NewVirtualIp;
import io.steelyard.domain.listener.Port;
import io.steelyard.domain.listener.Protocol;
import io.steelyard.domain.loadbalancer.Name;
import io.steelyard.domain.loadbalancer.TrafficPolicy;
import io.steelyard.domain.metadata.Metadata;
import io.steelyard.domain.monitor.HealthMonitor;
import io.steelyard.domain.persistence.SessionPersistence;
import io.steelyard.domain.pool.Algorithm;
import io.steelyard.domain.refusal.Violation;
import io.steelyard.domain.refusal.Violation.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A balancer as a request asks for it (2010 specification, section 4.3). */
final class NewLoadBalancerBody {
    private static final int MAX_VIRTUAL_IPS = 10;

    private NewLoadBalancerBody() {}

    /** @param algorithms that may be asked for */
    static NewLoadBalancer read(@Nullable JsonNode body, List<Algorithm> algorithms) {
        List<Violation> violations = new ArrayList<>();
        Attributes in = Attributes.unwrapped(body, "loadBalancer", violations);
        in.require("name", "protocol", "virtualIps");
        Optional<Name> name = LoadBalancerAttributes.name(in);
        Optional<Protocol> protocol = in.choice("protocol", Protocol.class);
        Optional<Port> port = LoadBalancerAttributes.port(in);
        Optional<Algorithm> algorithm = in.choice("algorithm", algorithms);
        Optional<TrafficPolicy> policy = Optional.of(policy(in, violations));
        Optional<HealthMonitor> monitor = HealthMonitorBody.of(in);
        List<NewVirtualIp> virtualIps = virtualIps(in);
        List<NewNode> nodes = NewNodeBody.of(in);
        Optional<SessionPersistence> persistence = SessionPersistenceBody.of(in);
        List<NewAccessRule> accessList = AccessListBody.of(in);
        Metadata metadata = NewMetadataBody.of(in);
        Optional<SslTerminationChange> sslTermination = SslTerminationBody.of(in);
        boolean httpsRedirect = in.truth("httpsRedirect").orElse(false);
        LoadBalancerAttributes.refuseOthers(in);
        return new NewLoadBalancer(
                name,
                protocol,
                port,
                algorithm,
                policy,
                persistence,
                monitor,
                metadata,
                sslTermination,
                httpsRedirect,
                virtualIps,
                nodes,
                accessList,
                violations);
    }

    private static TrafficPolicy policy(Attributes in, List<Violation> violations) {
        TrafficPolicy usual = TrafficPolicy.DEFAULT;
        return usual.withIdleTimeout(LoadBalancerAttributes.idleTimeout(in).orElse(usual.idleTimeout()))
                .withConnectionLogging(Switch.CONNECTION_LOGGING.of(in).orElse(false))
                .withContentCaching(Switch.CONTENT_CACHING.of(in).orElse(false))
                .withHalfClosed(LoadBalancerAttributes.halfClosed(in).orElse(false))
                .withThrottle(ConnectionThrottleBody.of(in, violations))
                .withErrorPage(ErrorPageBody.of(in));
    }

    private static List<NewVirtualIp> virtualIps(Attributes in) {
        List<Attributes> items = in.list("virtualIps", "virtualIp");
        if (items.isEmpty() || items.size() > MAX_VIRTUAL_IPS) {
            in.refuse(Rule.OUT_OF_RANGE, "a list of 1 to " + MAX_VIRTUAL_IPS + " virtual IPs", "virtualIps");
        }
        return VirtualIpBody.read(items);
    }
}
