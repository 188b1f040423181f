package io.steelyard.store.document;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The form before there were features: it names none, so every feature is off. */
final class Version1 {
    private Version1() {}

    /** The same as a document of version 2. The given one is changed. */
    static JsonNode upgraded(JsonNode document) {
        ObjectNode balancer = (ObjectNode) document.required("loadBalancer");
        balancer.putArray("metadata");
        for (JsonNode pool : balancer.required("pools")) {
            pool.required("nodes").forEach(node -> ((ObjectNode) node).putArray("metadata"));
        }
        ObjectNode policy = (ObjectNode) balancer.required("policy");
        policy.put("halfClosed", false).put("contentCaching", false).put("connectionLogging", false);
        policy.putArray("accessList");
        return document;
    }
}
