package io.steelyard.server.top;

import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Rates as one line of JSON, for programs. */
final class RatesJson {
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final double NANOS_PER_MILLI = 1e6;

    private RatesJson() {}

    static String of(List<Rates> rates) {
        ObjectNode root = MAPPER.createObjectNode();
        ArrayNode balancers = root.putArray("loadBalancers");
        ArrayNode nodes = MAPPER.createArrayNode();
        for (Rates each : rates) {
            if (each.place().isNode()) {
                nodes.add(content(each, each.place().node()));
            } else {
                nodes = balancers
                        .addObject()
                        .setAll(content(each, each.place().loadBalancer()))
                        .putArray("nodes");
            }
        }
        return root + "\n";
    }

    private static ObjectNode content(Rates rates, int id) {
        return MAPPER.createObjectNode()
                .put("id", id)
                .put("requestsPerSecond", rates.requestsPerSecond())
                .put("connectionsPerSecond", rates.connectionsPerSecond())
                .put("open", rates.open())
                .put("bytesInPerSecond", rates.bytesInPerSecond())
                .put("bytesOutPerSecond", rates.bytesOutPerSecond())
                .put("errorShare", rates.errorShare())
                .put("retriesPerSecond", rates.retriesPerSecond())
                .put("waiting", rates.waiting())
                .put("p50Millis", rates.p50().toNanos() / NANOS_PER_MILLI)
                .put("p99Millis", rates.p99().toNanos() / NANOS_PER_MILLI);
    }
}
