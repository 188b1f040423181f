package io.steelyard.control.why;

import io.steelyard.control.loadbalancer.LoadBalancerView;
import io.steelyard.control.node.NodeView;
import io.steelyard.domain.loadbalancer.Change;
import io.steelyard.domain.loadbalancer.Failure;
import io.steelyard.domain.node.Condition;
import io.steelyard.domain.node.NodeStatus;
import java.util.List;
import java.util.Optional;

/**
 * How a balancer is, in three parts that are kept apart: whether what was asked for is served, how its nodes are, and what the
 * operator says. Each part has a state, and one that is not as it should be says why.
 */
public record Diagnosis(Part configuration, Part health, Part administration) {
    /**
     * One part.
     *
     * @param state a stable word
     * @param why empty where all is well
     */
    public record Part(String state, Optional<Why> why) {
        static Part well(String state) {
            return new Part(state, Optional.empty());
        }

        static Part bad(String state, Why why) {
            return new Part(state, Optional.of(why));
        }
    }

    /** Pure: by what the view says alone. */
    public static Diagnosis of(LoadBalancerView view) {
        Change change = view.row().change();
        return new Diagnosis(configuration(change), health(view.nodes()), administration(change));
    }

    /** Whether any part says why. A change that is being applied is nothing to worry about. */
    public boolean isWell() {
        return configuration.why().isEmpty()
                && health.why().isEmpty()
                && administration.why().isEmpty();
    }

    private static Part configuration(Change change) {
        if (change.failure().isPresent()) {
            return failed(change.failure().get(), change);
        }
        return Part.well(change.isSettled() ? "APPLIED" : "PENDING");
    }

    private static Part failed(Failure failure, Change change) {
        String consequence =
                change.appliedGeneration() == 0 ? " Nothing is served." : " What was asked for before serves on.";
        return Part.bad(
                "FAILED", new Why(failure.code().name(), sentence(failure.code()) + consequence).since(failure.at()));
    }

    /** For tenants: the failure's own reason may speak of the service's machines. */
    private static String sentence(Failure.Code code) {
        return switch (code) {
            case ADDRESS_IN_USE -> "The latest change is not served: its address and port are in use.";
            case ADDRESS_NOT_AVAILABLE -> "The latest change is not served: its address is not there.";
            case PRIVILEGED_PORT -> "The latest change is not served: the service may not listen on ports below 1024.";
            case UNSUPPORTED -> "The latest change is not served: the service cannot carry it.";
            case HOST_UNREACHABLE ->
                "The latest change is not served yet: nothing took it in time. It is tried on by itself.";
            case HOST_ERROR -> "The latest change is not served: the service met an error of its own.";
        };
    }

    private static Part health(List<NodeView> nodes) {
        List<NodeView> enabled = nodes.stream()
                .filter(view -> view.node().condition() == Condition.ENABLED)
                .toList();
        List<NodeView> offline = enabled.stream()
                .filter(view -> view.status() == NodeStatus.OFFLINE)
                .toList();
        if (enabled.isEmpty()) {
            return nodes.isEmpty()
                    ? Part.well("NO_NODES")
                    : Part.bad("DOWN", new Why("NO_ENABLED_NODE", "None of its nodes is ENABLED."));
        }
        if (offline.isEmpty()) {
            return Part.well("HEALTHY");
        }
        return offline.size() == enabled.size()
                ? Part.bad("DOWN", offline("ALL_NODES_OFFLINE", offline, enabled))
                : Part.bad("DEGRADED", offline("SOME_NODES_OFFLINE", offline, enabled));
    }

    private static Why offline(String code, List<NodeView> offline, List<NodeView> enabled) {
        NodeView latest = offline.getLast();
        String cause = latest.outage()
                .flatMap(observation -> observation.report().outage())
                .map(outage -> " Node " + latest.node().id() + " because " + outage.reason() + ".")
                .orElse("");
        Why why = new Why(
                code,
                offline.size() + " of its " + enabled.size() + " ENABLED nodes " + (offline.size() == 1 ? "is" : "are")
                        + " OFFLINE." + cause);
        return latest.outage().map(observation -> why.since(observation.at())).orElse(why);
    }

    private static Part administration(Change change) {
        return change.suspended()
                ? Part.bad("SUSPENDED", new Why("SUSPENDED_BY_OPERATOR", "The operator has suspended its traffic."))
                : Part.well("ENABLED");
    }
}
