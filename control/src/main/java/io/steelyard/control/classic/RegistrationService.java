package io.steelyard.control.classic;

import io.steelyard.control.identity.Caller;
import io.steelyard.control.limit.LimitService;
import io.steelyard.control.store.WriteUnit;
import io.steelyard.domain.classic.ClassicAttributes.Draining;
import io.steelyard.domain.classic.Meaning;
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
    private final Departures departures;

    public RegistrationService(ClassicService classics, LimitService limits, Departures departures) {
        this.classics = classics;
        this.limits = limits;
        this.departures = departures;
    }

    /** A balancer's instances, in the order in which they came, without those that are leaving. */
    public static List<InstanceId> instances(LoadBalancer balancer) {
        return refs(balancer.primaryPool())
                .filter(instance -> !instance.departs())
                .map(InstanceRef::id)
                .toList();
    }

    private static Stream<InstanceRef> refs(Pool pool) {
        return pool.nodes().stream().flatMap(node -> node.instance().stream());
    }

    /**
     * Adds instances; those that are there already stay as they are, also those that were leaving.
     *
     * @return all that are registered then
     * @throws RefusedException with NotFound of a balancer, or of an instance that the inventory does not have
     */
    public List<InstanceId> register(Caller caller, String name, List<InstanceId> wanted) {
        return instances(classics.edit(caller, name, (unit, current, now) -> registered(unit, current, wanted, now)));
    }

    private LoadBalancer registered(WriteUnit unit, LoadBalancer current, List<InstanceId> wanted, Instant now) {
        Pool pool = current.primaryPool();
        for (Node node : pool.nodes()) {
            pool = pool.withNode(staying(node, wanted));
        }
        List<InstanceId> known = refs(pool).map(InstanceRef::id).toList();
        List<Node> added = wanted.stream()
                .distinct()
                .map(id -> unit.instance(current.tenant(), id)
                        .orElseThrow(() -> new RefusedException(new Refusal.NotFound(Refusal.Noun.INSTANCE))))
                .filter(instance -> !known.contains(instance.id()))
                .map(instance -> node(unit, current, instance, now))
                .toList();
        limits.of(unit, current.tenant()).check(Limit.NODES_PER_LOAD_BALANCER, known.size() + added.size());
        return current.withPool(pool.withNodesAdded(added));
    }

    private static Node staying(Node node, List<InstanceId> wanted) {
        return node.instance()
                .filter(instance -> wanted.contains(instance.id()))
                .map(instance -> node.withInstance(instance.staying()))
                .orElse(node);
    }

    private static Node node(WriteUnit unit, LoadBalancer current, Instance instance, Instant now) {
        return new Node(
                unit.nextNodeId(),
                instance.address(),
                Meaning.instancePort(current),
                Condition.ENABLED,
                Weight.ONE,
                NodeType.PRIMARY,
                Metadata.NONE,
                Optional.of(InstanceRef.to(instance)),
                now,
                now);
    }

    /**
     * Takes instances away: at once, or where the balancer says so when what is open to them has ended or had its time.
     *
     * @return all that are registered then
     * @throws RefusedException with NotFound of a balancer, or of an instance that is not registered
     */
    public List<InstanceId> deregister(Caller caller, String name, List<InstanceId> unwanted) {
        LoadBalancer left = classics.edit(caller, name, (unit, current, now) -> without(current, unwanted, now));
        departures.expect(left);
        return instances(left);
    }

    private static LoadBalancer without(LoadBalancer current, List<InstanceId> unwanted, Instant now) {
        if (!instances(current).containsAll(unwanted)) {
            throw new RefusedException(new Refusal.NotFound(Refusal.Noun.INSTANCE));
        }
        Draining draining = current.classic().orElseThrow().attributes().draining();
        Pool pool = current.primaryPool();
        List<Node> leaving =
                pool.nodes().stream().filter(node -> isOneOf(unwanted, node)).toList();
        if (!draining.enabled()) {
            return current.withPool(
                    pool.withoutNodes(leaving.stream().map(Node::id).toList()));
        }
        Instant when = now.plusSeconds(draining.timeoutSeconds());
        for (Node node : leaving) {
            pool = pool.withNode(node.withInstance(node.instance().orElseThrow().leaving(when)));
        }
        return current.withPool(pool);
    }

    private static boolean isOneOf(List<InstanceId> unwanted, Node node) {
        return node.instance()
                .filter(instance -> !instance.departs() && unwanted.contains(instance.id()))
                .isPresent();
    }
}
