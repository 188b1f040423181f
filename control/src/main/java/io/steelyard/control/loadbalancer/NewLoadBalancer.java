package io.steelyard.control.loadbalancer;

import io.steelyard.control.access.NewAccessRule;
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
import java.util.List;
import java.util.Optional;

/**
 * A balancer as somebody asks for it.
 *
 * @param port empty for the protocol's usual one
 * @param algorithm empty for RANDOM
 * @param policy empty for the default; without an access list, whose rules have no ids yet
 * @param violations what the dialect found wrong while reading; joined with what else is wrong, so that all is reported
 *     at once. Values that could not be read are left out
 */
public record NewLoadBalancer(
        Optional<Name> name,
        Optional<Protocol> protocol,
        Optional<Port> port,
        Optional<Algorithm> algorithm,
        Optional<TrafficPolicy> policy,
        Optional<SessionPersistence> persistence,
        Optional<HealthMonitor> monitor,
        Metadata metadata,
        Optional<SslTerminationChange> sslTermination,
        boolean httpsRedirect,
        List<NewVirtualIp> virtualIps,
        List<NewNode> nodes,
        List<NewAccessRule> accessList,
        List<Violation> violations) {
    public NewLoadBalancer {
        virtualIps = List.copyOf(virtualIps);
        nodes = List.copyOf(nodes);
        accessList = List.copyOf(accessList);
        violations = List.copyOf(violations);
    }
}
