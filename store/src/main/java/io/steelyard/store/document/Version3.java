package io.steelyard.store.document;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The form before there were classic balancers: listeners did all as their pools say, and checks went where traffic goes. */
final class Version3 {
    private Version3() {}

    /** The same as a document of version 4. The given one is changed. */
    static JsonNode upgraded(JsonNode document) {
        ObjectNode balancer = (ObjectNode) document.required("loadBalancer");
        balancer.putNull("classic");
        for (JsonNode listener : balancer.required("listeners")) {
            upgradeAction((ObjectNode) listener.required("action"));
        }
        for (JsonNode pool : balancer.required("pools")) {
            upgradeMonitor(pool.path("monitor"));
            pool.required("nodes").forEach(node -> ((ObjectNode) node).putNull("instance"));
        }
        return document;
    }

    private static void upgradeAction(ObjectNode action) {
        if (action.required("kind").asString().equals("FORWARD")) {
            action.putNull("nodePort").putNull("algorithm").putNull("persistence");
            action.putArray("options");
        }
    }

    /** Of a monitor as it was before; nothing happens to none, and to a later one. */
    static void upgradeMonitor(JsonNode monitor) {
        if (monitor instanceof ObjectNode form && !form.has("attemptsBeforeReturn")) {
            form.put("attemptsBeforeReturn", 1).putNull("port");
        }
    }
}
