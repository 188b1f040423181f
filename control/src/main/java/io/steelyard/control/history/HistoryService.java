package io.steelyard.control.history;

import io.steelyard.control.change.Admission;
import io.steelyard.control.change.LoadBalancerEditor;
import io.steelyard.control.identity.Caller;
import io.steelyard.control.limit.LimitService;
import io.steelyard.control.limit.Limits;
import io.steelyard.control.loadbalancer.LoadBalancerService;
import io.steelyard.control.node.NodeRules;
import io.steelyard.control.store.ReadUnit;
import io.steelyard.control.store.Store;
import io.steelyard.domain.loadbalancer.LoadBalancer;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.node.Node;
import io.steelyard.domain.pool.Pool;
import io.steelyard.domain.refusal.Refusal;
import io.steelyard.domain.refusal.Refusal.Limit;
import io.steelyard.domain.refusal.RefusedException;
import io.steelyard.domain.refusal.Violation;
import io.steelyard.domain.virtualip.VipState;
import io.steelyard.domain.virtualip.VirtualIpId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What balancers' configurations were, the last 20 of each, and the way back to them. Every method throws
 * {@link RefusedException} with NotFound or Gone when the balancer or the revision is not there.
 */
public final class HistoryService {
    private final Store store;
    private final LoadBalancerService loadBalancers;
    private final LoadBalancerEditor editor;
    private final NodeRules nodeRules;
    private final LimitService limits;

    public HistoryService(
            Store store,
            LoadBalancerService loadBalancers,
            LoadBalancerEditor editor,
            NodeRules nodeRules,
            LimitService limits) {
        this.store = store;
        this.loadBalancers = loadBalancers;
        this.editor = editor;
        this.nodeRules = nodeRules;
        this.limits = limits;
    }

    /** Newest first. */
    public List<RevisionView> list(Caller caller, LoadBalancerId id) {
        loadBalancers.present(caller, id);
        return store.read(unit -> unit.revisions(id).stream()
                .map(revision -> RevisionView.of(unit, revision))
                .toList());
    }

    public RevisionView get(Caller caller, LoadBalancerId id, long generation) {
        return find(list(caller, id), generation);
    }

    /** The revision before another; empty when that is the oldest that is kept. */
    public List<RevisionView> getWithBefore(Caller caller, LoadBalancerId id, long generation) {
        List<RevisionView> all = list(caller, id);
        int at = all.indexOf(find(all, generation));
        return all.subList(at, Math.min(at + 2, all.size()));
    }

    /**
     * Makes a balancer what it was. That is an edit as any other, so what is no longer allowed, or whose virtual IPs are
     * no longer the account's, is refused.
     */
    public void rollBack(Caller caller, LoadBalancerId id, long generation, Admission admission) {
        LoadBalancer wanted = get(caller, id, generation).revision().configuration();
        Limits allowed = limits.of(caller.tenant());
        editor.edit(caller.tenant(), id, admission, (unit, current, now) -> {
            check(unit, caller, wanted, allowed);
            return renewed(wanted, current, now);
        });
    }

    private void check(ReadUnit unit, Caller caller, LoadBalancer wanted, Limits allowed) {
        List<Violation> violations = new ArrayList<>();
        for (VirtualIpId id : wanted.virtualIps()) {
            if (!isOwn(unit, caller, id)) {
                violations.add(new Violation(
                        "virtualIps",
                        Violation.Rule.NOT_ALLOWED,
                        "of the account; it has given back virtual IP " + id + " since"));
            }
        }
        List<Node> nodes = wanted.primaryPool().nodes();
        nodes.forEach(node -> nodeRules
                .check(node)
                .ifPresent(why -> violations.add(new Violation("nodes", Violation.Rule.NOT_ALLOWED, why))));
        RefusedException.ifAny(violations);
        allowed.check(Limit.NODES_PER_LOAD_BALANCER, nodes.size());
        allowed.check(
                Limit.CERTIFICATE_MAPPINGS_PER_LOAD_BALANCER,
                wanted.listeners().stream()
                        .flatMap(listener -> listener.tls().stream())
                        .mapToInt(tls -> tls.mappings().size())
                        .sum());
        allowed.check(Limit.METADATA_ITEMS, wanted.metadata().items().size());
        allowed.check(
                Limit.ACCESS_LIST_ITEMS_PER_LOAD_BALANCER,
                wanted.policy().accessList().size());
    }

    private static boolean isOwn(ReadUnit unit, Caller caller, VirtualIpId id) {
        return unit.virtualIp(id)
                .filter(vip -> vip.tenant().equals(caller.tenant()) && vip.state() == VipState.IN_USE)
                .isPresent();
    }

    /** What changes with it changed now. What the operator has switched on stays as it is. */
    private static LoadBalancer renewed(LoadBalancer wanted, LoadBalancer current, Instant now) {
        Pool pool = wanted.primaryPool();
        for (Node node : pool.nodes()) {
            boolean same =
                    current.primaryPool().node(node.id()).filter(node::equals).isPresent();
            pool = same ? pool : pool.withNode(node.withMetadata(node.metadata(), now));
        }
        return wanted.withPool(pool)
                .withPolicy(wanted.policy().withOptions(current.policy().options()));
    }

    private static RevisionView find(List<RevisionView> all, long generation) {
        return all.stream()
                .filter(view -> view.revision().generation() == generation)
                .findFirst()
                .orElseThrow(() -> new RefusedException(new Refusal.NotFound(Refusal.Noun.REVISION)));
    }
}
