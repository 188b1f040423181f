package io.steelyard.control.node;

import io.steelyard.control.event.Event;
import io.steelyard.control.event.Subject;
import io.steelyard.control.store.LoadBalancerRow;
import io.steelyard.control.store.Store;
import io.steelyard.control.store.WriteUnit;
import io.steelyard.domain.loadbalancer.Lifecycle;
import io.steelyard.domain.loadbalancer.LoadBalancer;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.node.Node;
import io.steelyard.domain.node.NodeId;
import io.steelyard.domain.node.NodeStatus;
import io.steelyard.domain.observed.HostName;
import io.steelyard.domain.observed.NodeReport;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Writes down what hosts see of nodes. It is kept beside the balancers, never in their configuration, and a node that is
 * seen otherwise than before is an event and moves its balancer's {@code updated}.
 */
public final class NodeObservations {
    /** Balancers in one unit: a host that comes back with news of thousands must not keep writers waiting. */
    private static final int BATCH = 100;

    private final Store store;
    private final InstantSource clock;

    public NodeObservations(Store store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * A host says what it sees. What it said before is no news.
     *
     * @param complete whether it names every OFFLINE node: all others are ONLINE there then, but for the undecided ones
     * @param undecided nodes that it has not looked at yet, as after its start: what was known of them holds
     */
    public void reported(HostName host, boolean complete, List<NodeReport> reports, Set<NodeId> undecided) {
        List<NodeReport> news = new ArrayList<>(reports);
        if (complete) {
            news.addAll(recovered(host, reports, undecided));
        }
        List<List<NodeReport>> balancers = List.copyOf(byBalancer(news).values());
        for (int from = 0; from < balancers.size(); from += BATCH) {
            List<List<NodeReport>> batch = balancers.subList(from, Math.min(from + BATCH, balancers.size()));
            store.update(unit -> batch.forEach(each -> write(unit, host, each)));
        }
    }

    private List<NodeReport> recovered(HostName host, List<NodeReport> offline, Set<NodeId> undecided) {
        Set<NodeId> named = new HashSet<>(undecided);
        offline.forEach(report -> named.add(report.node()));
        return store.read(unit -> unit.offlineNodes(host)).stream()
                .filter(report -> !named.contains(report.node()))
                .map(NodeReport::online)
                .toList();
    }

    private static Map<LoadBalancerId, List<NodeReport>> byBalancer(Collection<NodeReport> reports) {
        Map<LoadBalancerId, List<NodeReport>> balancers = new LinkedHashMap<>();
        reports.forEach(report -> balancers
                .computeIfAbsent(report.loadBalancer(), _ -> new ArrayList<>())
                .add(report));
        return balancers;
    }

    private void write(WriteUnit unit, HostName host, List<NodeReport> reports) {
        unit.loadBalancer(reports.getFirst().loadBalancer())
                .filter(row -> row.change().lifecycle() == Lifecycle.LIVE)
                .ifPresent(row -> write(unit, host, row, reports));
    }

    private void write(WriteUnit unit, HostName host, LoadBalancerRow row, List<NodeReport> reports) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        List<NodeObservation> before = unit.nodeObservations(List.of(row.id()));
        boolean any = false;
        for (NodeReport report : reports) {
            Optional<Node> node = node(row, report);
            if (node.isPresent() && isNews(before, host, report)) {
                any = true;
                unit.save(new NodeObservation(host, report, now));
                tell(unit, row, report, describe(node.get(), report), now);
            }
        }
        if (any) {
            unit.save(row.with(row.change().touched(now)));
        }
    }

    /** A suspended balancer serves by no node, which is no news of the nodes. */
    private static void tell(WriteUnit unit, LoadBalancerRow row, NodeReport report, String summary, Instant now) {
        if (!row.change().suspended()) {
            NodeStatus status = report.hasFailed() ? NodeStatus.OFFLINE : NodeStatus.ONLINE;
            Optional<Subject> subject = Optional.of(Subject.of(report.node(), status));
            unit.append(new Event(row.id(), row.tenant(), Event.Type.NODE_STATUS, summary, now, subject));
        }
    }

    /** A report may cross the removal of its node. */
    private static Optional<Node> node(LoadBalancerRow row, NodeReport report) {
        return row.configuration().stream()
                .map(LoadBalancer::pools)
                .flatMap(List::stream)
                .flatMap(pool -> pool.node(report.node()).stream())
                .findFirst();
    }

    private static boolean isNews(List<NodeObservation> before, HostName host, NodeReport report) {
        NodeReport last = before.stream()
                .filter(known -> known.host().equals(host))
                .map(NodeObservation::report)
                .filter(known -> known.node().equals(report.node()))
                .findFirst()
                .orElseGet(report::online);
        return report.isNews(last);
    }

    private static String describe(Node node, NodeReport report) {
        String which = "Node " + node.id() + " (" + node.address() + ", port " + node.port() + ") is ";
        return report.outage()
                .map(outage -> which + "OFFLINE because " + outage.reason() + ".")
                .orElse(which + "ONLINE again.");
    }
}
