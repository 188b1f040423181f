package io.steelyard.api.rackspace.limit;

import io.steelyard.control.limit.Limits;
import io.steelyard.domain.refusal.Refusal.Limit;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What this dialect calls an account's limits. A client takes them by their places, so their order stays. */
record AbsoluteLimits(String name, Limit limit, String description) {
    static final List<AbsoluteLimits> ALL = List.of(
            new AbsoluteLimits("IPV6_LIMIT", Limit.IPV6_VIRTUAL_IPS, "IPv6 virtual IPs of a load balancer"),
            new AbsoluteLimits("LOADBALANCER_LIMIT", Limit.LOAD_BALANCERS, "Load balancers of an account"),
            new AbsoluteLimits("BATCH_DELETE_LIMIT", Limit.IDS_PER_BATCH, "Things that one request names"),
            new AbsoluteLimits(
                    "ACCESS_LIST_LIMIT",
                    Limit.ACCESS_LIST_ITEMS_PER_LOAD_BALANCER,
                    "Items in a load balancer's access list"),
            new AbsoluteLimits("NODE_LIMIT", Limit.NODES_PER_LOAD_BALANCER, "Nodes of a load balancer"),
            new AbsoluteLimits("NODE_META_LIMIT", Limit.METADATA_ITEMS, "Items of metadata of a node"),
            new AbsoluteLimits("LOADBALANCER_META_LIMIT", Limit.METADATA_ITEMS, "Items of metadata of a load balancer"),
            new AbsoluteLimits(
                    "CERTIFICATE_MAPPING_LIMIT",
                    Limit.CERTIFICATE_MAPPINGS_PER_LOAD_BALANCER,
                    "Certificates of single hosts of a load balancer"));

    static ArrayNode values(Limits limits) {
        ArrayNode values = JsonNodeFactory.instance.arrayNode();
        ALL.forEach(one -> values.addObject().put("name", one.name).put("value", limits.of(one.limit)));
        return values;
    }

    static ArrayNode types(Limits defaults) {
        ArrayNode types = JsonNodeFactory.instance.arrayNode();
        ALL.forEach(one -> types.addObject()
                .put("name", one.name)
                .put("defaultValue", defaults.of(one.limit))
                .put("description", one.description));
        return types;
    }
}
