package io.steelyard.control.instance;

import io.steelyard.control.change.LoadBalancerEditor;
import io.steelyard.control.store.LoadBalancerRow;
import io.steelyard.control.store.Store;
import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.classic.Meaning;
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
import java.util.function.BiFunction;

/** The servers of accounts, as the operator keeps them. Balancers follow when one moves or goes. */
public final class InventoryService {
    private final Store store;
    private final LoadBalancerEditor editor;

    public InventoryService(Store store, LoadBalancerEditor editor) {
        this.store = store;
        this.editor = editor;
    }

    /**
     * An account's servers, by id.
     *
     * @throws RefusedException with NotFound when there is no such account
     */
    public List<Instance> list(TenantId tenant) {
        return store.read(unit -> {
            if (unit.account(tenant).isEmpty()) {
                throw new RefusedException(new Refusal.NotFound(Refusal.Noun.ACCOUNT));
            }
            return unit.instances(tenant);
        });
    }

    /**
     * Adds a server, or says anew what is known of it.
     *
     * @throws RefusedException with NotFound when there is no such account
     */
    public void put(TenantId tenant, Instance instance) {
        Optional<Instance> before = store.write(unit -> {
            if (unit.account(tenant).isEmpty()) {
                throw new RefusedException(new Refusal.NotFound(Refusal.Noun.ACCOUNT));
            }
            Optional<Instance> known = unit.instance(tenant, instance.id());
            unit.save(tenant, instance);
            return known;
        });
        if (before.filter(known -> !isWhereItWas(known, instance)).isPresent()) {
            follow(tenant, instance.id(), (pool, node) -> pool.withNode(moved(node, instance)));
        }
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
        follow(tenant, id, (pool, node) -> pool.withoutNodes(List.of(node.id())));
    }

    private static boolean isWhereItWas(Instance before, Instance now) {
        return before.address().equals(now.address()) && before.zone().equals(now.zone());
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
                Optional.of(new InstanceRef(instance.id(), instance.zone())),
                node.created(),
                node.updated());
    }

    private void follow(TenantId tenant, InstanceId id, BiFunction<Pool, Node, Pool> change) {
        List<LoadBalancerRow> all = store.read(unit -> unit.everyLoadBalancer());
        all.stream()
                .filter(row -> row.tenant().equals(tenant) && row.change().lifecycle() == Lifecycle.LIVE)
                .filter(row ->
                        row.configuration().flatMap(found -> node(found, id)).isPresent())
                .forEach(row -> editor.configure(
                        row.id(),
                        "Instance " + id + " is somewhere else.",
                        (unit, current) -> changed(current, id, change)));
    }

    private static LoadBalancer changed(LoadBalancer current, InstanceId id, BiFunction<Pool, Node, Pool> change) {
        return node(current, id)
                .map(node -> Meaning.of(current.withPool(change.apply(current.primaryPool(), node))))
                .orElse(current);
    }

    private static Optional<Node> node(LoadBalancer balancer, InstanceId id) {
        return balancer.classic().isEmpty()
                ? Optional.empty()
                : balancer.primaryPool().nodes().stream()
                        .filter(node -> node.instance()
                                .map(InstanceRef::id)
                                .filter(id::equals)
                                .isPresent())
                        .findFirst();
    }
}
