package io.steelyard.api.rackspace.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What differs between two configurations, value by value in the order of their paths. Things with ids are compared by
 * their ids, so a list whose order alone differs does not.
 */
final class Differences {
    private Differences() {}

    /** A list of {@code {path, from, to}}; {@code from} is left out for what came, {@code to} for what went. */
    static ArrayNode between(JsonNode before, JsonNode after) {
        Map<String, JsonNode> from = values(before);
        Map<String, JsonNode> to = values(after);
        Map<String, JsonNode> paths = new TreeMap<>(from);
        paths.putAll(to);
        ArrayNode differences = JsonNodeFactory.instance.arrayNode();
        for (String path : paths.keySet()) {
            JsonNode old = from.getOrDefault(path, JsonNodeFactory.instance.missingNode());
            JsonNode now = to.getOrDefault(path, JsonNodeFactory.instance.missingNode());
            if (!old.equals(now)) {
                differences.add(difference(path, old, now));
            }
        }
        return differences;
    }

    private static ObjectNode difference(String path, JsonNode old, JsonNode now) {
        ObjectNode difference = JsonNodeFactory.instance.objectNode().put("path", path);
        if (!old.isMissingNode()) {
            difference.set("from", old);
        }
        if (!now.isMissingNode()) {
            difference.set("to", now);
        }
        return difference;
    }

    private static Map<String, JsonNode> values(JsonNode tree) {
        Map<String, JsonNode> values = new TreeMap<>();
        collect("", tree, values);
        return values;
    }

    private static void collect(String path, JsonNode node, Map<String, JsonNode> values) {
        if (node.isValueNode()) {
            values.put(path, node);
        }
        node.properties().forEach(property -> collect(path + "/" + property.getKey(), property.getValue(), values));
        List<JsonNode> items = new ArrayList<>(node.isArray() ? node.values() : List.of());
        for (int i = 0; i < items.size(); i++) {
            JsonNode item = items.get(i);
            collect(path + "/" + (item.has("id") ? item.path("id").asString() : Integer.toString(i)), item, values);
        }
    }
}
