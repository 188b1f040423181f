package io.steelyard.server.top;

import io.steelyard.domain.observed.Figures;
import io.steelyard.domain.observed.Latencies;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * The figures of one moment, of all hosts together.
 *
 * @param nanoTime the moment, monotonic
 */
record Sample(long nanoTime, Map<Place, Figures> figures) {
    private static final double NANOS = 1e9;

    /** @param answer of the operator's API to a request for figures */
    static Sample of(long nanoTime, JsonNode answer) {
        Map<Place, Figures> figures = new HashMap<>();
        for (JsonNode host : answer.at("/figures/hosts")) {
            for (JsonNode balancer : host.path("loadBalancers")) {
                int id = balancer.path("id").asInt();
                figures.merge(new Place(id, 0), figures(balancer), Figures::plus);
                for (JsonNode node : balancer.path("nodes")) {
                    figures.merge(new Place(id, node.path("id").asInt()), figures(node), Figures::plus);
                }
            }
        }
        return new Sample(nanoTime, figures);
    }

    private static Figures figures(JsonNode json) {
        return new Figures(
                json.path("connections").asLong(),
                json.path("open").asLong(),
                json.path("requests").asLong(),
                json.path("bytesIn").asLong(),
                json.path("bytesOut").asLong(),
                longs(json.path("answers")),
                json.path("retries").asLong(),
                json.path("waiting").asLong(),
                counts(json.path("failures")),
                new Latencies(
                        longs(json.at("/latencies/counts")),
                        Math.round(json.at("/latencies/seconds").asDouble() * NANOS)));
    }

    private static List<Long> longs(JsonNode json) {
        List<Long> longs = new ArrayList<>();
        json.forEach(each -> longs.add(each.asLong()));
        return longs;
    }

    private static Map<String, Long> counts(JsonNode json) {
        Map<String, Long> counts = new HashMap<>();
        json.forEachEntry((kind, count) -> counts.put(kind, count.asLong()));
        return counts;
    }
}
