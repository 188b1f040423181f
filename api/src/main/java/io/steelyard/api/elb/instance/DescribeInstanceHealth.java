package io.steelyard.api.elb.instance;

import io.steelyard.api.elb.query.Action;
import io.steelyard.api.elb.query.Call;
import io.steelyard.api.elb.query.QueryError;
import io.steelyard.api.elb.query.Xml;
import io.steelyard.control.classic.ClassicService;
import io.steelyard.control.loadbalancer.LoadBalancerView;
import io.steelyard.control.node.NodeView;
import io.steelyard.domain.classic.Classic;
import io.steelyard.domain.instance.Instance;
import io.steelyard.domain.instance.InstanceId;
import io.steelyard.domain.loadbalancer.LoadBalancer;
import io.steelyard.domain.node.Condition;
import io.steelyard.domain.node.InstanceRef;
import io.steelyard.domain.region.Zone;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Says of instances whether they get traffic, and why not. */
public final class DescribeInstanceHealth implements Action {
    private static final String NOT_APPLICABLE = "N/A";
    private final ClassicService classics;

    public DescribeInstanceHealth(ClassicService classics) {
        this.classics = classics;
    }

    @Override
    public void answer(Call call, Xml result) {
        LoadBalancerView view = classics.get(call.caller(), call.balancer());
        List<InstanceId> wanted = Instances.read(call.parameters());
        List<NodeView> all =
                view.nodes().stream().filter(node -> id(node).isPresent()).toList();
        List<InstanceId> known = all.stream().flatMap(node -> id(node).stream()).toList();
        if (!known.containsAll(wanted)) {
            throw QueryError.INVALID_INSTANCE.because("An instance is not registered.");
        }
        result.list(
                "InstanceStates",
                all.stream()
                        .filter(node -> wanted.isEmpty() || wanted.contains(id(node).orElseThrow()))
                        .toList(),
                (out, node) -> write(out, view, node));
    }

    private static Optional<InstanceId> id(NodeView view) {
        return view.node().instance().map(InstanceRef::id);
    }

    private static void write(Xml out, LoadBalancerView view, NodeView node) {
        State state = State.of(view, node);
        out.text("InstanceId", id(node).orElseThrow())
                .text("State", state.inService() ? "InService" : "OutOfService")
                .text("ReasonCode", state.reasonCode())
                .text("Description", state.description());
    }

    /** Whether an instance is in an enabled zone. */
    private static boolean isServed(LoadBalancerView view, NodeView node) {
        List<Zone> zones = view.row()
                .configuration()
                .flatMap(LoadBalancer::classic)
                .map(Classic::zones)
                .orElse(List.of());
        return node.node()
                .instance()
                .map(InstanceRef::zone)
                .filter(zones::contains)
                .isPresent();
    }

    /** What is said of one. */
    private record State(boolean inService, String reasonCode, String description) {
        static State of(LoadBalancerView view, NodeView node) {
            if (view.row().change().appliedGeneration() == 0) {
                return new State(false, "ELB", "Instance registration is still in progress.");
            }
            if (node.node().departs()) {
                return new State(true, NOT_APPLICABLE, "Instance deregistration currently in progress.");
            }
            Optional<Instance.State> halted = node.node().instance().flatMap(InstanceRef::halted);
            if (halted.isPresent()) {
                return new State(
                        false,
                        "Instance",
                        "Instance is in " + halted.get().name().toLowerCase(Locale.ROOT) + " state.");
            }
            if (node.node().condition() != Condition.ENABLED && isServed(view, node)) {
                return new State(
                        false,
                        "ELB",
                        "Instance was taken out of service: its condition is "
                                + node.node().condition() + ".");
            }
            if (node.node().condition() != Condition.ENABLED) {
                return new State(
                        false,
                        "ELB",
                        "Instance is in the EC2 Availability Zone for which LoadBalancer is not configured to route"
                                + " traffic to.");
            }
            return node.outage()
                    .map(seen -> new State(
                            false,
                            "Instance",
                            "Instance has failed at least the UnhealthyThreshold number of health checks"
                                    + " consecutively"
                                    + seen.report()
                                            .outage()
                                            .map(why -> ": " + why.reason())
                                            .orElse("") + "."))
                    .orElseGet(() -> new State(true, NOT_APPLICABLE, NOT_APPLICABLE));
        }
    }
}
