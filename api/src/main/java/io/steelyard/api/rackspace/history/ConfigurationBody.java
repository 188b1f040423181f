package io.steelyard.api.rackspace.history;

import io.steelyard.api.rackspace.loadbalancer.LoadBalancerBody;
import io.steelyard.api.rackspace.metadata.MetadataBody;
import io.steelyard.domain.loadbalancer.LoadBalancer;
import io.steelyard.domain.node.Node;
import io.steelyard.domain.virtualip.VirtualIp;
import io.steelyard.domain.virtualip.VirtualIpId;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What was asked for of a balancer, as its details show it, without what was observed; never a secret. */
final class ConfigurationBody {
    private static final List<String> OBSERVED =
            List.of("id", "status", "created", "updated", "cluster", "sourceAddresses");

    private ConfigurationBody() {}

    static ObjectNode write(LoadBalancer configuration, Map<VirtualIpId, VirtualIp> virtualIps) {
        List<VirtualIp> known = configuration.virtualIps().stream()
                .filter(virtualIps::containsKey)
                .map(virtualIps::get)
                .toList();
        ObjectNode body = LoadBalancerBody.configuration(configuration, known);
        body.remove(OBSERVED);
        body.set("virtualIps", virtualIps(configuration, known, body));
        nodes(configuration, body);
        configuration
                .policy()
                .errorPage()
                .ifPresent(page -> body.putObject("errorPage").put("content", page.content()));
        return body;
    }

    /** One that was given back since is known by its id alone. */
    private static ArrayNode virtualIps(LoadBalancer configuration, List<VirtualIp> known, ObjectNode body) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        body.path("virtualIps").forEach(all::add);
        configuration.virtualIps().stream()
                .filter(id -> known.stream().noneMatch(vip -> vip.id().equals(id)))
                .forEach(id -> all.addObject().put("id", id.value()));
        return all;
    }

    private static void nodes(LoadBalancer configuration, ObjectNode body) {
        List<Node> nodes = configuration.primaryPool().nodes();
        for (int i = 0; i < nodes.size(); i++) {
            ObjectNode node = (ObjectNode) body.path("nodes").path(i);
            node.remove("status");
            if (!nodes.get(i).metadata().items().isEmpty()) {
                node.set("metadata", MetadataBody.write(nodes.get(i).metadata().items()));
            }
        }
    }
}
