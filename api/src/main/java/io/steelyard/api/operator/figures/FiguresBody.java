package io.steelyard.api.operator.figures;

import io.steelyard.api.body.Representation;
import io.steelyard.control.fleet.HostFigures;
import io.steelyard.domain.observed.BalancerFigures;
import io.steelyard.domain.observed.Figures;
import io.steelyard.domain.observed.Latencies;
import java.util.List;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Figures as the operator reads them. */
final class FiguresBody {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final double NANOS = 1e9;

    private FiguresBody() {}

    static Representation of(List<HostFigures> hosts) {
        ObjectNode content = NODES.objectNode();
        ArrayNode bounds = content.putArray("latencyBoundsSeconds");
        Latencies.BOUNDS.forEach(bound -> bounds.add(bound.toNanos() / NANOS));
        ArrayNode items = content.putArray("hosts");
        hosts.forEach(host -> items.add(host(host)));
        return Representation.of("figures", content);
    }

    private static ObjectNode host(HostFigures host) {
        ObjectNode content = NODES.objectNode().put("name", host.host().value());
        ArrayNode balancers = content.putArray("loadBalancers");
        host.balancers().forEach(balancer -> balancers.add(balancer(balancer)));
        return content;
    }

    private static ObjectNode balancer(BalancerFigures balancer) {
        ObjectNode content = figures(balancer.loadBalancer().value(), balancer.figures());
        ArrayNode nodes = content.putArray("nodes");
        balancer.nodes().forEach(node -> nodes.add(figures(node.node().value(), node.figures())));
        return content;
    }

    private static ObjectNode figures(int id, Figures figures) {
        ObjectNode content = NODES.objectNode()
                .put("id", id)
                .put("connections", figures.connections())
                .put("open", figures.open())
                .put("requests", figures.requests())
                .put("bytesIn", figures.bytesIn())
                .put("bytesOut", figures.bytesOut())
                .put("retries", figures.retries())
                .put("waiting", figures.waiting());
        ObjectNode answers = content.putObject("answers");
        for (int digit = 1; digit <= Figures.CLASSES; digit++) {
            answers.put(digit + "xx", figures.answered(digit));
        }
        ObjectNode failures = content.putObject("failures");
        new TreeMap<>(figures.failures()).forEach(failures::put);
        ObjectNode latencies = content.putObject("latencies")
                .put("seconds", figures.latencies().nanos() / NANOS);
        ArrayNode counts = latencies.putArray("counts");
        figures.latencies().counts().forEach(counts::add);
        return content;
    }
}
