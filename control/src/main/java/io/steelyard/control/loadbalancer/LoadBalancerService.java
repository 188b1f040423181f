package io.steelyard.control.loadbalancer;

import io.steelyard.control.access.AccessRules;
import io.steelyard.control.change.Admission;
import io.steelyard.control.change.LoadBalancerEditor;
import io.steelyard.control.healthmonitor.HealthMonitorRules;
import io.steelyard.control.idempotency.Receipt;
import io.steelyard.control.identity.Caller;
import io.steelyard.control.limit.LimitService;
import io.steelyard.control.limit.Limits;
import io.steelyard.control.node.NewNode;
import io.steelyard.control.node.NodeRules;
import io.steelyard.control.sessionpersistence.SessionPersistenceRules;
import io.steelyard.control.ssltermination.Terminations;
import io.steelyard.control.store.LoadBalancerFilter;
import io.steelyard.control.store.LoadBalancerRow;
import io.steelyard.control.store.ReadUnit;
import io.steelyard.control.store.Store;
import io.steelyard.control.store.WriteUnit;
import io.steelyard.control.virtualip.VirtualIpAllocator;
import io.steelyard.domain.access.AccessRule;
import io.steelyard.domain.listener.Listener;
import io.steelyard.domain.listener.ListenerId;
import io.steelyard.domain.listener.Port;
import io.steelyard.domain.listener.Protocol;
import io.steelyard.domain.loadbalancer.LoadBalancer;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.loadbalancer.Status;
import io.steelyard.domain.loadbalancer.TrafficPolicy;
import io.steelyard.domain.node.Node;
import io.steelyard.domain.pool.Algorithm;
import io.steelyard.domain.pool.Pool;
import io.steelyard.domain.pool.PoolId;
import io.steelyard.domain.refusal.Refusal;
import io.steelyard.domain.refusal.Refusal.Limit;
import io.steelyard.domain.refusal.RefusedException;
import io.steelyard.domain.refusal.Violation;
import io.steelyard.domain.virtualip.VirtualIp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What tenants may do with load balancers, whatever the dialect they ask in. */
public final class LoadBalancerService {
    private final Store store;
    private final LoadBalancerEditor editor;
    private final VirtualIpAllocator virtualIps;
    private final NodeRules nodeRules;
    private final LimitService limits;
    private final Terminations terminations;

    public LoadBalancerService(
            Store store,
            LoadBalancerEditor editor,
            VirtualIpAllocator virtualIps,
            NodeRules nodeRules,
            LimitService limits,
            Terminations terminations) {
        this.store = store;
        this.editor = editor;
        this.virtualIps = virtualIps;
        this.nodeRules = nodeRules;
        this.limits = limits;
        this.terminations = terminations;
    }

    /**
     * Asks for a balancer. It is durable, and in BUILD, when this returns.
     *
     * @throws RefusedException when a rule or a limit is broken; nothing exists then
     */
    public LoadBalancerView create(Caller caller, NewLoadBalancer wanted) {
        return create(caller, wanted, new Admission.Always(), Receipt.none());
    }

    /**
     * The same.
     *
     * @param receipt notes what was made
     */
    public LoadBalancerView create(
            Caller caller, NewLoadBalancer wanted, Admission admission, Receipt<LoadBalancerView> receipt) {
        check(wanted);
        return editor.create(
                (unit, now) -> {
                    checkLimits(unit, caller, wanted);
                    LoadBalancer plain = build(unit, caller, wanted, now);
                    return terminations.of(unit, plain, wanted.sslTermination(), wanted.httpsRedirect());
                },
                admission,
                (unit, row) -> {
                    LoadBalancerView made = LoadBalancerView.of(unit, row);
                    receipt.note(unit, made);
                    return made;
                });
    }

    /** @throws RefusedException with NotFound when the caller has no such balancer in its region */
    public LoadBalancerView get(Caller caller, LoadBalancerId id) {
        return store.read(unit -> LoadBalancerView.of(unit, own(unit, caller, id)));
    }

    /**
     * A balancer that has parts to be asked for.
     *
     * @throws RefusedException with NotFound as {@link #get}, with Gone when it is DELETED
     */
    public LoadBalancerView present(Caller caller, LoadBalancerId id) {
        LoadBalancerView view = get(caller, id);
        if (view.row().status() == Status.DELETED) {
            throw new RefusedException(new Refusal.Gone(id));
        }
        return view;
    }

    /**
     * The caller's balancers in its region that a filter lets pass, lowest id first.
     *
     * @param from the lowest id wanted, inclusive
     * @param offset how many of those to skip, 0 or more
     * @param limit 1 to 100
     */
    public List<LoadBalancerView> list(Caller caller, LoadBalancerFilter filter, int from, int offset, int limit) {
        return store.read(unit -> LoadBalancerView.of(
                unit, unit.loadBalancers(caller.tenant(), caller.region(), filter, from, offset, limit)));
    }

    /**
     * Changes what is given of a balancer and nothing else. Its claims on ports of virtual IPs move with it.
     *
     * @throws RefusedException when a rule is broken, it is not there, or may not be changed now; nothing has changed then
     */
    public void update(Caller caller, LoadBalancerId id, LoadBalancerUpdate update, Admission admission) {
        store.read(unit -> own(unit, caller, id));
        update.check();
        editor.edit(caller.tenant(), id, admission, (unit, current, now) -> update.of(current));
    }

    /**
     * Asks for the end of balancers, all or none of them.
     *
     * @throws RefusedException when one is not there, or may not be deleted now
     */
    public void delete(Caller caller, List<LoadBalancerId> ids, Admission admission) {
        limits.requireBatch(caller.tenant(), ids.size());
        store.read(unit -> ids.stream().map(id -> own(unit, caller, id)).toList());
        editor.delete(caller.tenant(), ids.stream().distinct().toList(), admission);
    }

    /** The row of a balancer that the caller may see. */
    static LoadBalancerRow own(ReadUnit unit, Caller caller, LoadBalancerId id) {
        return unit.loadBalancer(id)
                .filter(row -> row.tenant().equals(caller.tenant())
                        && row.region().equals(caller.region())
                        && row.primaryAlone())
                .orElseThrow(() -> new RefusedException(new Refusal.NotFound(Refusal.Noun.LOAD_BALANCER)));
    }

    private void check(NewLoadBalancer wanted) {
        List<Violation> violations = new ArrayList<>(wanted.violations());
        violations.addAll(virtualIps.check(wanted.virtualIps()));
        violations.addAll(nodeRules.check(wanted.nodes()));
        wanted.sslTermination().map(terminations::violations).ifPresent(violations::addAll);
        wanted.protocol()
                .flatMap(protocol -> wanted.persistence()
                        .flatMap(kind -> SessionPersistenceRules.violation(
                                "sessionPersistence.persistenceType", protocol, kind)))
                .ifPresent(violations::add);
        violations.addAll(AccessRules.check(List.of(), wanted.accessList()));
        wanted.protocol()
                .ifPresent(protocol -> violations.addAll(
                        PolicyRules.check(protocol, wanted.policy().orElse(TrafficPolicy.DEFAULT))));
        wanted.protocol()
                .ifPresent(protocol -> wanted.monitor()
                        .ifPresent(monitor ->
                                violations.addAll(HealthMonitorRules.check("healthMonitor.", protocol, monitor))));
        boolean portNeeded = wanted.port().isEmpty()
                && wanted.protocol().filter(p -> p.usualPort().isEmpty()).isPresent();
        if (portNeeded && violations.stream().noneMatch(v -> v.attribute().equals("port"))) {
            violations.add(new Violation(
                    "port",
                    Violation.Rule.REQUIRED,
                    "given for protocol " + wanted.protocol().get()));
        }
        RefusedException.ifAny(violations);
    }

    private void checkLimits(ReadUnit unit, Caller caller, NewLoadBalancer wanted) {
        Limits allowed = limits.of(unit, caller.tenant());
        allowed.check(Limit.LOAD_BALANCERS, unit.countLoadBalancers(caller.tenant()) + 1);
        allowed.check(Limit.NODES_PER_LOAD_BALANCER, wanted.nodes().size());
        allowed.check(
                Limit.ACCESS_LIST_ITEMS_PER_LOAD_BALANCER, wanted.accessList().size());
        allowed.check(Limit.METADATA_ITEMS, wanted.metadata().items().size());
        nodeRules.checkLimits(allowed, wanted.nodes());
    }

    private LoadBalancer build(WriteUnit unit, Caller caller, NewLoadBalancer wanted, Instant now) {
        Protocol protocol = wanted.protocol().orElseThrow();
        Port port = wanted.port().or(protocol::usualPort).orElseThrow();
        List<VirtualIp> vips = virtualIps.allocate(unit, caller, List.of(), wanted.virtualIps(), now);
        PoolId pool = new PoolId(1);
        return new LoadBalancer(
                unit.nextLoadBalancerId(),
                caller.tenant(),
                caller.region(),
                wanted.name().orElseThrow(),
                vips.stream().map(VirtualIp::id).toList(),
                List.of(Listener.primary(new ListenerId(1), protocol, port, pool)),
                List.of(new Pool(
                        pool,
                        wanted.algorithm().orElse(Algorithm.RANDOM),
                        wanted.persistence(),
                        wanted.monitor(),
                        nodes(unit, wanted.nodes(), now))),
                wanted.policy().orElse(TrafficPolicy.DEFAULT).withAccessList(rules(unit, wanted, now)),
                wanted.metadata());
    }

    private static List<AccessRule> rules(WriteUnit unit, NewLoadBalancer wanted, Instant now) {
        return wanted.accessList().stream()
                .map(rule -> rule.numbered(unit, now))
                .toList();
    }

    private static List<Node> nodes(WriteUnit unit, List<NewNode> wanted, Instant now) {
        return wanted.stream().map(node -> node.withId(unit.nextNodeId(), now)).toList();
    }
}
