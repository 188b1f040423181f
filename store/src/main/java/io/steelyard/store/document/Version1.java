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
        for (JsonNode listener : balancer.required("listeners")) {
            upgrade((ObjectNode) listener);
        }
        for (JsonNode pool : balancer.required("pools")) {
            pool.required("nodes").forEach(node -> ((ObjectNode) node).putArray("metadata"));
        }
        ObjectNode policy = (ObjectNode) balancer.required("policy");
        policy.put("halfClosed", false).put("contentCaching", false).put("connectionLogging", false);
        policy.putArray("accessList");
        return document;
    }

    /** The first one was the primary one, and each sent its traffic to a pool. */
    private static void upgrade(ObjectNode listener) {
        boolean first = listener.required("id").intValue() == 1;
        listener.put("role", first ? "PRIMARY" : "ADDITIONAL");
        listener.set("action", ((ObjectNode) listener.remove("forward")).put("kind", "FORWARD"));
    }
}
