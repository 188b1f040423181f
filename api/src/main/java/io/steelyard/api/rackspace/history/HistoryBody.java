package io.steelyard.api.rackspace.history;

import io.steelyard.api.body.Representation;
import io.steelyard.api.body.Times;
import io.steelyard.control.change.Outcome;
import io.steelyard.control.history.RevisionView;
import io.steelyard.control.store.LoadBalancerRow;
import io.steelyard.control.store.Revision;
import io.steelyard.domain.loadbalancer.Lifecycle;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Revisions, and what differs between them, as answers show them. */
public final class HistoryBody {
    private HistoryBody() {}

    static Representation list(List<RevisionView> views) {
        return Representation.list("revisions", views, view -> head(view.revision()));
    }

    static Representation one(RevisionView view) {
        ObjectNode revision = head(view.revision());
        return Representation.of("revision", revision.set("loadBalancer", configuration(view)));
    }

    static Representation differences(JsonNode before, RevisionView after) {
        return Representation.of("differences", Differences.between(before, configuration(after)));
    }

    static JsonNode configuration(RevisionView view) {
        return ConfigurationBody.write(view.revision().configuration(), view.virtualIps());
    }

    private static ObjectNode head(Revision revision) {
        ObjectNode head = JsonNodeFactory.instance.objectNode().put("generation", revision.generation());
        return head.set("created", Times.object(revision.at()));
    }

    /** What a write would have changed. */
    public static Representation dryRun(List<Outcome> outcomes) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (Outcome outcome : outcomes) {
            ObjectNode item = list.addObject();
            outcome.before().ifPresent(row -> item.put("id", row.id().value()));
            item.set(
                    "differences",
                    Differences.between(
                            outcome.before().map(row -> tree(outcome, row)).orElseGet(HistoryBody::nothing),
                            tree(outcome, outcome.after())));
        }
        return Representation.of("dryRun", list);
    }

    private static JsonNode nothing() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** One that is about to go has a configuration until it is gone; what changes is that it goes. */
    private static JsonNode tree(Outcome outcome, LoadBalancerRow row) {
        ObjectNode tree = row.configuration()
                .map(configuration -> ConfigurationBody.write(configuration, outcome.virtualIps()))
                .orElseGet(JsonNodeFactory.instance::objectNode);
        return tree.put("deleted", row.change().lifecycle() != Lifecycle.LIVE);
    }
}
