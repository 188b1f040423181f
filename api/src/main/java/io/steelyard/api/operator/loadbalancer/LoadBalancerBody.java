package io.steelyard.api.operator.loadbalancer;

import io.steelyard.api.body.Representation;
import io.steelyard.api.operator.job.JobBody;
import io.steelyard.api.why.WhyBody;
import io.steelyard.control.loadbalancer.LoadBalancerView;
import io.steelyard.control.node.NodeObservation;
import io.steelyard.control.node.NodeView;
import io.steelyard.control.operator.JobService.Job;
import io.steelyard.control.store.LoadBalancerRow;
import io.steelyard.control.why.Diagnosis;
import io.steelyard.domain.listener.Listener;
import io.steelyard.domain.loadbalancer.Change;
import io.steelyard.domain.loadbalancer.Failure;
import io.steelyard.domain.loadbalancer.LoadBalancer;
import io.steelyard.domain.virtualip.VirtualIp;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A balancer as the operator sees it: how far it has come, and why not further. */
final class LoadBalancerBody {
    private LoadBalancerBody() {}

    /** @param limit how many were wanted; {@code next} says where the rest begins when there may be one */
    static Representation list(List<LoadBalancerView> views, int limit) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode items = body.putArray("loadBalancers");
        views.forEach(view -> items.add(summary(view)));
        if (views.size() == limit) {
            body.put("next", views.getLast().row().id().value() + 1);
        }
        return Representation.bare("loadBalancers", body);
    }

    static Representation details(LoadBalancerView view, Optional<Job> job) {
        ObjectNode body = summary(view);
        ArrayNode nodes = body.putArray("nodes");
        view.nodes().forEach(node -> nodes.add(node(node)));
        body.set("diagnosis", WhyBody.write(Diagnosis.of(view)));
        job.ifPresent(waiting -> body.set("job", JobBody.content(waiting)));
        return Representation.of("loadBalancer", body);
    }

    private static ObjectNode summary(LoadBalancerView view) {
        LoadBalancerRow row = view.row();
        Change change = row.change();
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("id", row.id().value())
                .put("tenant", row.tenant().toString())
                .put("region", row.region().value())
                .put("name", row.name().value())
                .put("status", row.status().name())
                .put("suspended", change.suspended())
                .put("generation", change.generation())
                .put("appliedGeneration", change.appliedGeneration());
        change.failure().ifPresent(failure -> body.set("failure", failure(failure)));
        body.put("created", change.created().toString())
                .put("updated", change.updated().toString());
        row.configuration().ifPresent(configuration -> addConfiguration(body, configuration));
        ArrayNode virtualIps = body.putArray("virtualIps");
        view.virtualIps().forEach(vip -> virtualIps.add(virtualIp(vip)));
        return body.put("nodeCount", view.nodes().size());
    }

    private static void addConfiguration(ObjectNode body, LoadBalancer configuration) {
        ArrayNode listeners = body.putArray("listeners");
        for (Listener listener : configuration.listeners()) {
            listeners
                    .addObject()
                    .put("protocol", listener.protocol().name())
                    .put("port", listener.port().value());
        }
        body.put("algorithm", configuration.primaryPool().algorithm().name());
    }

    /** Why the latest generation is not served. */
    static ObjectNode failure(Failure failure) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("generation", failure.generation())
                .put("code", failure.code().name())
                .put("reason", failure.reason())
                .put("at", failure.at().toString());
    }

    private static ObjectNode virtualIp(VirtualIp vip) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", vip.id().value())
                .put("address", vip.address().toString())
                .put("type", vip.type().name());
    }

    private static ObjectNode node(NodeView view) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("id", view.node().id().value())
                .put("address", view.node().address().toString())
                .put("port", view.node().port().value())
                .put("condition", view.node().condition().name())
                .put("status", view.status().name())
                .put("weight", view.node().weight().value());
        view.outage().ifPresent(observation -> body.set("outage", outage(observation)));
        return body;
    }

    /** Which host says that a node is OFFLINE, why, and since when. */
    private static ObjectNode outage(NodeObservation observation) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        observation
                .report()
                .outage()
                .ifPresent(outage -> body.put("host", observation.host().value())
                        .put("code", outage.failure().name())
                        .put("reason", "It is OFFLINE because " + outage.reason() + ".")
                        .put("since", observation.at().toString()));
        return body;
    }
}
