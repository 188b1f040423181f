package io.steelyard.control.node;

import io.steelyard.control.change.Admission;
import io.steelyard.control.change.LoadBalancerEditor;
import io.steelyard.control.idempotency.Receipt;
import io.steelyard.control.identity.Caller;
import io.steelyard.control.limit.LimitService;
import io.steelyard.control.limit.Limits;
import io.steelyard.control.loadbalancer.LoadBalancerService;
import io.steelyard.control.store.WriteUnit;
import io.steelyard.domain.loadbalancer.LoadBalancer;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.node.Node;
import io.steelyard.domain.node.NodeId;
import io.steelyard.domain.pool.Pool;
import io.steelyard.domain.refusal.Refusal;
import io.steelyard.domain.refusal.Refusal.Limit;
import io.steelyard.domain.refusal.RefusedException;
import io.steelyard.domain.refusal.Violation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What tenants may do with the nodes of a balancer. */
public final class NodeService {
    private final LoadBalancerService loadBalancers;
    private final LoadBalancerEditor editor;
    private final NodeRules rules;
    private final LimitService limits;

    public NodeService(
            LoadBalancerService loadBalancers, LoadBalancerEditor editor, NodeRules rules, LimitService limits) {
        this.loadBalancers = loadBalancers;
        this.editor = editor;
        this.rules = rules;
        this.limits = limits;
    }

    /** A balancer's nodes, oldest first. */
    public List<NodeView> list(Caller caller, LoadBalancerId id) {
        return loadBalancers.present(caller, id).nodes();
    }

    /** @throws RefusedException with NotFound when the balancer or the node is not there */
    public NodeView get(Caller caller, LoadBalancerId id, NodeId node) {
        return list(caller, id).stream()
                .filter(view -> view.node().id().equals(node))
                .findFirst()
                .orElseThrow(NodeService::notFound);
    }

    /**
     * Adds nodes, all or none of them.
     *
     * @param violations what the dialect found wrong while reading
     * @param receipt notes what was added
     * @return the added ones with their ids
     * @throws RefusedException when a rule or a limit is broken; nothing has changed then
     */
    public List<NodeView> add(
            Caller caller,
            LoadBalancerId id,
            List<NewNode> wanted,
            List<Violation> violations,
            Admission admission,
            Receipt<List<NodeView>> receipt) {
        loadBalancers.present(caller, id);
        check(wanted, violations);
        List<NodeView> added = new ArrayList<>();
        editor.edit(caller.tenant(), id, admission, (unit, loadBalancer, now) -> {
            Limits allowed = limits.of(unit, caller.tenant());
            rules.checkLimits(allowed, wanted);
            List<Node> nodes = numbered(unit, wanted, now);
            added.clear();
            added.addAll(nodes.stream().map(NodeView::of).toList());
            receipt.note(unit, List.copyOf(added));
            return withAdded(loadBalancer, nodes, allowed);
        });
        return List.copyOf(added);
    }

    /**
     * Changes a node's condition, weight or type.
     *
     * @throws RefusedException with NotFound when the balancer or the node is not there, with Invalid when nothing, or
     *     something that is wrong, was asked for
     */
    public void change(Caller caller, LoadBalancerId id, NodeId node, NodeChange wanted, Admission admission) {
        get(caller, id, node);
        check(wanted);
        editor.edit(caller.tenant(), id, admission, (unit, loadBalancer, now) -> {
            Pool pool = loadBalancer.primaryPool();
            Node changed = wanted.of(pool.node(node).orElseThrow(NodeService::notFound), now);
            return loadBalancer.withPool(pool.withNode(changed));
        });
    }

    /**
     * Changes several nodes, all or none of them.
     *
     * @throws RefusedException with NotFound when the balancer or one of the nodes is not there, with Invalid when
     *     nothing, or something that is wrong, was asked for of one of them
     */
    public void change(Caller caller, LoadBalancerId id, NodeChanges wanted, Admission admission) {
        loadBalancers.present(caller, id);
        RefusedException.ifAny(wanted.broken());
        limits.requireBatch(caller.tenant(), wanted.changes().size());
        wanted.changes().forEach(each -> get(caller, id, each.node()));
        editor.edit(caller.tenant(), id, admission, (unit, loadBalancer, now) -> {
            Pool pool = loadBalancer.primaryPool();
            for (NodeChanges.Numbered each : wanted.changes()) {
                Node changed = each.change().of(pool.node(each.node()).orElseThrow(NodeService::notFound), now);
                pool = pool.withNode(changed);
            }
            return loadBalancer.withPool(pool);
        });
    }

    /**
     * Removes nodes, all or none of them; their open connections are cut. Removing the last one is allowed.
     *
     * @throws RefusedException with NotFound when the balancer or one of the nodes is not there
     */
    public void remove(Caller caller, LoadBalancerId id, List<NodeId> removed, Admission admission) {
        limits.requireBatch(caller.tenant(), removed.size());
        removed.forEach(node -> get(caller, id, node));
        editor.edit(caller.tenant(), id, admission, (unit, loadBalancer, now) -> {
            Pool pool = loadBalancer.primaryPool();
            if (removed.stream().anyMatch(node -> pool.node(node).isEmpty())) {
                throw notFound();
            }
            return loadBalancer.withPool(pool.withoutNodes(removed));
        });
    }

    private static void check(NodeChange wanted) {
        RefusedException.ifAny(wanted.violations());
        if (wanted.isEmpty()) {
            throw new RefusedException(
                    Refusal.Invalid.because("node", Violation.Rule.REQUIRED, "given a condition, a weight or a type"));
        }
    }

    private void check(List<NewNode> wanted, List<Violation> found) {
        List<Violation> violations = new ArrayList<>(found);
        violations.addAll(rules.check(wanted));
        if (wanted.isEmpty() && found.isEmpty()) {
            violations.add(new Violation("nodes", Violation.Rule.REQUIRED, "given"));
        }
        RefusedException.ifAny(violations);
    }

    private static List<Node> numbered(WriteUnit unit, List<NewNode> wanted, Instant now) {
        return wanted.stream().map(node -> node.withId(unit.nextNodeId(), now)).toList();
    }

    private static LoadBalancer withAdded(LoadBalancer loadBalancer, List<Node> added, Limits allowed) {
        Pool pool = loadBalancer.primaryPool();
        for (Node node : added) {
            boolean there = pool.nodes().stream()
                    .anyMatch(old ->
                            old.address().equals(node.address()) && old.port().equals(node.port()));
            if (there) {
                throw new RefusedException(new Refusal.Conflict(Refusal.Noun.NODE, node.address() + ":" + node.port()));
            }
        }
        Pool all = pool.withNodesAdded(added);
        allowed.check(Limit.NODES_PER_LOAD_BALANCER, all.nodes().size());
        return loadBalancer.withPool(all);
    }

    private static RefusedException notFound() {
        return new RefusedException(new Refusal.NotFound(Refusal.Noun.NODE));
    }
}
