package io.steelyard.api.rackspace.loadbalancer;

import io.steelyard.api.body.Representation;
import io.steelyard.api.body.Times;
import io.steelyard.api.rackspace.Switch;
import io.steelyard.api.rackspace.accesslist.AccessListBody;
import io.steelyard.api.rackspace.connectionthrottle.ConnectionThrottleBody;
import io.steelyard.api.rackspace.healthmonitor.HealthMonitorBody;
import io.steelyard.api.rackspace.metadata.MetadataBody;
import io.steelyard.api.rackspace.node.NodeBody;
import io.steelyard.api.rackspace.sessionpersistence.SessionPersistenceBody;
import io.steelyard.api.rackspace.ssltermination.SslTerminationBody;
import io.steelyard.api.rackspace.virtualip.VirtualIpBody;
import io.steelyard.api.why.WhyBody;
import io.steelyard.control.fleet.SourceAddresses;
import io.steelyard.control.loadbalancer.LoadBalancerView;
import io.steelyard.control.node.NodeView;
import io.steelyard.control.store.LoadBalancerRow;
import io.steelyard.control.why.Diagnosis;
import io.steelyard.domain.access.AccessRule;
import io.steelyard.domain.listener.Listener;
import io.steelyard.domain.listener.Role;
import io.steelyard.domain.loadbalancer.Change;
import io.steelyard.domain.loadbalancer.LoadBalancer;
import io.steelyard.domain.virtualip.VirtualIp;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Balancers as answers show them (2010 specification, sections 4.1 and 4.2). */
public final class LoadBalancerBody {
    private LoadBalancerBody() {}

    static Representation list(List<LoadBalancerView> views) {
        return Representation.list("loadBalancers", views, LoadBalancerBody::item);
    }

    /** Everything; of a deleted balancer only what is left. */
    static Representation details(LoadBalancerView view, SourceAddresses sources) {
        ObjectNode body = view.row()
                .configuration()
                .map(configuration -> details(view, configuration, sources))
                .orElseGet(() -> remains(view.row()));
        return Representation.of("loadBalancer", body);
    }

    /** A configuration on its own: what only a kept balancer has, such as its times, stands for nothing. */
    public static ObjectNode configuration(LoadBalancer configuration, List<VirtualIp> virtualIps) {
        Change never = Change.first(configuration.id(), Instant.EPOCH);
        List<NodeView> nodes =
                configuration.primaryPool().nodes().stream().map(NodeView::of).toList();
        return details(
                new LoadBalancerView(LoadBalancerRow.of(configuration, never), virtualIps, nodes),
                configuration,
                SourceAddresses.NONE);
    }

    private static ObjectNode item(LoadBalancerView view) {
        return view.row()
                .configuration()
                .map(configuration -> common(view, configuration)
                        .put("nodeCount", view.nodes().size()))
                .orElseGet(() -> remains(view.row()));
    }

    private static ObjectNode details(LoadBalancerView view, LoadBalancer configuration, SourceAddresses sources) {
        ObjectNode body = common(view, configuration);
        body.set("nodes", NodeBody.write(view.nodes()));
        body.putObject("cluster")
                .put("name", "local." + view.row().region().value().toLowerCase(Locale.ROOT));
        body.set("sourceAddresses", write(sources));
        Switch.CONNECTION_LOGGING.write(body, configuration.policy().connectionLogging());
        configuration
                .primaryPool()
                .persistence()
                .ifPresent(kind -> body.set(SessionPersistenceBody.NAME, SessionPersistenceBody.write(kind)));
        Switch.CONTENT_CACHING.write(body, configuration.policy().contentCaching());
        configuration
                .policy()
                .throttle()
                .ifPresent(throttle -> body.set(ConnectionThrottleBody.NAME, ConnectionThrottleBody.write(throttle)));
        accessList(configuration).ifPresent(list -> body.set("accessList", list));
        if (!configuration.metadata().items().isEmpty()) {
            body.set("metadata", MetadataBody.write(configuration.metadata().items()));
        }
        configuration
                .listener(Role.SECURE)
                .ifPresent(secure -> body.set(SslTerminationBody.NAME, SslTerminationBody.write(secure)));
        body.put("halfClosed", configuration.policy().halfClosed())
                .put("httpsRedirect", configuration.listener(Role.REDIRECT).isPresent());
        configuration
                .primaryPool()
                .monitor()
                .ifPresent(monitor -> body.set("healthMonitor", HealthMonitorBody.write(monitor)));
        return withDiagnosis(body, Diagnosis.of(view));
    }

    /** Only where something is not as it should be: clients that know nothing of it see it rarely. */
    private static ObjectNode withDiagnosis(ObjectNode body, Diagnosis diagnosis) {
        return diagnosis.isWell() ? body : body.set("diagnosis", WhyBody.write(diagnosis));
    }

    private static Optional<ArrayNode> accessList(LoadBalancer configuration) {
        List<AccessRule> rules = configuration.policy().accessList().reversed();
        return rules.isEmpty() ? Optional.empty() : Optional.of(AccessListBody.write(rules));
    }

    private static ObjectNode write(SourceAddresses sources) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        sources.ipv4Public().ifPresent(address -> body.put("ipv4Public", address.toString()));
        sources.ipv6Public().ifPresent(address -> body.put("ipv6Public", address.toString()));
        sources.ipv4Servicenet().ifPresent(address -> body.put("ipv4Servicenet", address.toString()));
        sources.ipv6Servicenet().ifPresent(address -> body.put("ipv6Servicenet", address.toString()));
        return body;
    }

    private static ObjectNode common(LoadBalancerView view, LoadBalancer configuration) {
        Listener listener = configuration.primaryListener();
        ObjectNode body = remains(view.row())
                .put("protocol", listener.protocol().name())
                .put("port", listener.port().value())
                .put("algorithm", configuration.primaryPool().algorithm().name())
                .put("timeout", configuration.policy().idleTimeout().toSeconds());
        return body.set("virtualIps", VirtualIpBody.write(view.virtualIps()));
    }

    /** What is left of a deleted balancer (2010 specification, section 4.1.1), and the beginning of any other. */
    private static ObjectNode remains(LoadBalancerRow row) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("id", row.id().value())
                .put("name", row.name().value())
                .put("status", row.status().name());
        body.set("created", Times.object(row.change().created()));
        return body.set("updated", Times.object(row.change().updated()));
    }
}
