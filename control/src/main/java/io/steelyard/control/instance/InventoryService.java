package io.steelyard.control.instance;

import io.steelyard.control.change.LoadBalancerEditor;
import io.steelyard.control.identity.Account;
import io.steelyard.control.store.LoadBalancerRow;
import io.steelyard.control.store.ReadUnit;
import io.steelyard.control.store.Store;
import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.classic.Meaning;
import io.steelyard.domain.classic.Wording;
import io.steelyard.domain.instance.Instance;
import io.steelyard.domain.instance.InstanceId;
import io.steelyard.domain.loadbalancer.Lifecycle;
import io.steelyard.domain.loadbalancer.LoadBalancer;
import io.steelyard.domain.node.InstanceRef;
import io.steelyard.domain.node.Node;
import io.steelyard.domain.pool.Pool;
import io.steelyard.domain.refusal.Refusal;
import io.steelyard.domain.refusal.RefusedException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The servers of accounts, as the operator keeps them; what the operator names is no longer announced or discovered. Balancers follow when one moves or goes; what a crash kept them from
 * following, they follow at the next start.
 */
public final class InventoryService {
    private final Store store;
    private final LoadBalancerEditor editor;
    private final Runnable changed;

    /** @param changed told when there may be other servers than before */
    public InventoryService(Store store, LoadBalancerEditor editor, Runnable changed) {
        this.store = store;
        this.editor = editor;
        this.changed = changed;
    }

    /**
     * An account's servers, by id.
     *
     * @throws RefusedException with NotFound when there is no such account
     */
    public List<Instance> list(TenantId tenant) {
        return store.read(unit -> {
            Account.require(unit, tenant);
            return unit.instances(tenant);
        });
    }

    /**
     * Adds a server, or says anew what is known of it.
     *
     * @throws RefusedException with NotFound when there is no such account
     */
    public void put(TenantId tenant, Instance instance) {
        keep(tenant, instance);
        follow(tenant, instance.id());
    }

    /** Has an account's balancers follow one of its servers. */
    void follow(TenantId tenant, InstanceId id) {
        follow(tenant, Set.of(id));
    }

    /** The same for several at once. */
    void follow(TenantId tenant, Set<InstanceId> ids) {
        follow(row -> row.tenant().equals(tenant), ids::contains);
        changed.run();
    }

    /** As {@link #put}, for many at the start of the service: balancers follow with {@link #followAll}, all at once. */
    public void keep(TenantId tenant, Instance instance) {
        store.update(unit -> {
            Account.require(unit, tenant);
            unit.save(tenant, instance);
        });
    }

    /**
     * Forgets a server; balancers send nothing to it any more.
     *
     * @throws RefusedException with NotFound
     */
    public void remove(TenantId tenant, InstanceId id) {
        store.update(unit -> {
            if (unit.instance(tenant, id).isEmpty()) {
                throw new RefusedException(new Refusal.NotFound(Refusal.Noun.INSTANCE));
            }
            unit.removeInstance(tenant, id);
        });
        follow(tenant, id);
    }

    /** Has all balancers follow all servers; for the start of the service. */
    public void followAll() {
        follow(_ -> true, _ -> true);
        changed.run();
    }

    private void follow(Predicate<LoadBalancerRow> followers, Predicate<InstanceId> followedOnes) {
        List<LoadBalancer> behind = store.read(unit -> unit.everyLoadBalancer().stream()
                .filter(row -> row.change().lifecycle() == Lifecycle.LIVE && followers.test(row))
                .flatMap(row -> row.configuration().stream())
                .filter(balancer -> !following(unit, balancer, followedOnes).equals(balancer))
                .toList());
        behind.forEach(balancer -> editor.configure(
                balancer.id(), "Instances moved or went.", (unit, current) -> following(unit, current, followedOnes)));
    }

    private static LoadBalancer following(ReadUnit unit, LoadBalancer balancer, Predicate<InstanceId> followedOnes) {
        if (balancer.classic().isEmpty()) {
            return balancer;
        }
        Pool pool = balancer.primaryPool();
        for (Node node : pool.nodes()) {
            Optional<InstanceId> id = node.instance().map(InstanceRef::id).filter(followedOnes);
            if (id.isPresent()) {
                pool = following(pool, node, unit.instance(balancer.tenant(), id.get()));
            }
        }
        if (pool.equals(balancer.primaryPool())) {
            return balancer;
        }
        LoadBalancer before = Wording.of(balancer);
        return Meaning.of(before, before.withPool(pool));
    }

    private static Pool following(Pool pool, Node node, Optional<Instance> instance) {
        return instance.map(found -> pool.withNode(moved(node, found)))
                .orElseGet(() -> pool.withoutNodes(List.of(node.id())));
    }

    private static Node moved(Node node, Instance instance) {
        return new Node(
                node.id(),
                instance.address(),
                node.port(),
                node.condition(),
                node.weight(),
                node.type(),
                node.metadata(),
                node.instance().map(known -> known.following(instance)),
                node.created(),
                node.updated());
    }
}
