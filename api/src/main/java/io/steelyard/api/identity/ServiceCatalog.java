package io.steelyard.api.identity;

import io.steelyard.api.region.PublicUrls;
import io.steelyard.domain.account.TenantId;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Tells clients where each region is. Clients look for exactly this type and name. */
final class ServiceCatalog {
    private static final String NAME = "cloudLoadBalancers";
    private static final String TYPE = "rax:load-balancer";

    private ServiceCatalog() {}

    /** In the form of version 2.0: a list of services. */
    static void addTo(ArrayNode catalog, PublicUrls urls, TenantId tenant) {
        ObjectNode service = catalog.addObject().put("name", NAME).put("type", TYPE);
        ArrayNode endpoints = service.putArray("endpoints");
        urls.byRegion()
                .keySet()
                .forEach(region -> endpoints
                        .addObject()
                        .put("region", region.value())
                        .put("tenantId", tenant.toString())
                        .put("publicURL", urls.of(region) + "/v1.0/" + tenant));
    }

    /** In the form of version 1.1: services by name. */
    static void addTo(ObjectNode catalog, PublicUrls urls, TenantId tenant) {
        ArrayNode endpoints = catalog.putArray(NAME);
        urls.byRegion()
                .keySet()
                .forEach(region -> endpoints
                        .addObject()
                        .put("region", region.value())
                        .put("publicURL", urls.of(region) + "/v1.0/" + tenant)
                        .put("v1Default", region.equals(urls.first())));
    }
}
