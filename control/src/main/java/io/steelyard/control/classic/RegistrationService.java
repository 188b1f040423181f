package io.steelyard.control.classic;

import io.steelyard.control.identity.Caller;
import io.steelyard.control.limit.LimitService;
import io.steelyard.control.store.WriteUnit;
import io.steelyard.domain.instance.Instance;
import io.steelyard.domain.instance.InstanceId;
import io.steelyard.domain.loadbalancer.LoadBalancer;
import io.steelyard.domain.metadata.Metadata;
import io.steelyard.domain.node.Condition;
import io.steelyard.domain.node.InstanceRef;
import io.steelyard.domain.node.Node;
import io.steelyard.domain.node.NodeType;
import io.steelyard.domain.node.Weight;
import io.steelyard.domain.pool.Pool;
import io.steelyard.domain.refusal.Refusal;
import io.steelyard.domain.refusal.Refusal.Limit;
import io.steelyard.domain.refusal.RefusedException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Which instances a classic balancer sends traffic to. */
public final class RegistrationService {
    private final ClassicService classics;
    private final LimitService limits;

    public RegistrationService(ClassicService classics, LimitService limits) {
        this.classics = classics;
        this.limits = limits;
    }

    /** A balancer's instances, in the order in which they came. */
    public static List<InstanceId> instances(LoadBalancer balancer) {
        return refs(balancer.primaryPool()).map(InstanceRef::id).toList();
    }

    private static Stream<InstanceRef> refs(Pool pool) {
        return pool.nodes().stream().flatMap(node -> node.instance().stream());
    }

    /**
     * Adds instances; those that are there already stay as they are.
     *
     * @return all that are registered then
     * @throws RefusedException with NotFound of a balancer, or of an instance that the inventory does not have
     */
    public List<InstanceId> register(Caller caller, String name, List<InstanceId> wanted) {
        return instances(classics.edit(caller, name, (unit, current, now) -> registered(unit, current, wanted, now)));
    }

    private LoadBalancer registered(WriteUnit unit, LoadBalancer current, List<InstanceId> wanted, Instant now) {
        List<InstanceId> known = instances(current);
        List<Node> added = wanted.stream()
                .distinct()
                .map(id -> unit.instance(current.tenant(), id)
                        .orElseThrow(() -> new RefusedException(new Refusal.NotFound(Refusal.Noun.INSTANCE))))
                .filter(instance -> !known.contains(instance.id()))
                .map(instance -> node(unit, current, instance, now))
                .toList();
        limits.of(unit, current.tenant()).check(Limit.NODES_PER_LOAD_BALANCER, known.size() + added.size());
        return current.withPool(current.primaryPool().withNodesAdded(added));
    }

    private static Node node(WriteUnit unit, LoadBalancer current, Instance instance, Instant now) {
        return new Node(
                unit.nextNodeId(),
                instance.address(),
                current.classic().orElseThrow().healthCheck().target().port(),
                Condition.ENABLED,
                Weight.ONE,
                NodeType.PRIMARY,
                Metadata.NONE,
                Optional.of(new InstanceRef(instance.id(), instance.zone())),
                now,
                now);
    }

    /**
     * Takes instances away.
     *
     * @return all that are registered then
     * @throws RefusedException with NotFound of a balancer, or of an instance that is not registered
     */
    public List<InstanceId> deregister(Caller caller, String name, List<InstanceId> unwanted) {
        return instances(classics.edit(caller, name, (unit, current, now) -> without(current, unwanted)));
    }

    private static LoadBalancer without(LoadBalancer current, List<InstanceId> unwanted) {
        if (!instances(current).containsAll(unwanted)) {
            throw new RefusedException(new Refusal.NotFound(Refusal.Noun.INSTANCE));
        }
        Pool pool = current.primaryPool();
        return current.withPool(pool.withoutNodes(pool.nodes().stream()
                .filter(node -> node.instance()
                        .map(InstanceRef::id)
                        .filter(unwanted::contains)
                        .isPresent())
                .map(Node::id)
                .toList()));
    }
}
