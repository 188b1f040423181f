package io.steelyard.proxy.frontend;

import io.steelyard.domain.pool.Algorithm;
import io.steelyard.proxy.balance.Circuit;
import io.steelyard.proxy.balance.Eligible;
import io.steelyard.proxy.balance.Memory;
import io.steelyard.proxy.balance.Picker;
import io.steelyard.proxy.persistence.Rendezvous;
import io.steelyard.proxy.persistence.Sessions;
import io.steelyard.proxy.upstream.Availability;
import io.steelyard.proxy.upstream.NodeState;
import io.steelyard.proxy.upstream.Target;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Where a listener's traffic goes now. What it says never changes: a change of the configuration, or of a node's
 * availability, replaces it whole.
 */
public final class Route {
    private static final int CHOICES = 3;

    private final Candidates candidates;
    private final Eligible eligible;
    private final Algorithm algorithm;
    private final Memory memory;
    private final Picker picker;
    private final Target[] offline;
    /** The nodes that the algorithm chooses from; empty where nothing keeps them from having too much to do. */
    private final Map<NodeState, Target> limited;

    private final Sessions sessions;
    /** The nodes that clients who had them may come back to; empty without sessions. */
    private final Map<NodeState, Target> returnable;

    private final Policy policy;

    /**
     * @param enabled the nodes that may take new work by their condition, in the nodes' order
     */
    public Route(List<Target> enabled, Algorithm algorithm, Memory memory, Policy policy) {
        this(Candidates.of(enabled), Sessions.NONE, algorithm, memory, policy);
    }

    /**
     * @param sessions by what clients are known again
     * @param policy how clients are treated, whatever node they go to
     */
    public Route(Candidates candidates, Sessions sessions, Algorithm algorithm, Memory memory, Policy policy) {
        this(
                candidates,
                Eligible.of(candidates.primary(), candidates.secondary()),
                sessions,
                algorithm,
                memory,
                policy);
    }

    private Route(
            Candidates candidates,
            Eligible eligible,
            Sessions sessions,
            Algorithm algorithm,
            Memory memory,
            Policy policy) {
        this.candidates = candidates;
        this.eligible = eligible;
        this.sessions = sessions;
        this.algorithm = algorithm;
        this.memory = memory;
        this.picker =
                memory.picker(algorithm, eligible.first(), policy.choosing().slowStartNanos());
        this.offline = eligible.offline().toArray(Target[]::new);
        this.returnable = sessions.isNone() ? Map.of() : returnable();
        this.policy = policy;
        this.limited = policy.choosing().circuit().isEmpty() ? Map.of() : byNode(eligible.first());
    }

    private static Map<NodeState, Target> byNode(List<Target> targets) {
        Map<NodeState, Target> nodes = new IdentityHashMap<>();
        targets.forEach(target -> nodes.put(target.node(), target));
        return nodes;
    }

    /** Secondary ones among them only while they are the ones that serve. */
    private Map<NodeState, Target> returnable() {
        Map<NodeState, Target> nodes = new IdentityHashMap<>();
        candidates.draining().forEach(target -> nodes.put(target.node(), target));
        candidates.primary().forEach(target -> nodes.put(target.node(), target));
        eligible.first().forEach(target -> nodes.put(target.node(), target));
        return nodes;
    }

    /** How many nodes may take new work. */
    public int size() {
        return eligible.size();
    }

    /** How clients are treated, whatever node they go to. */
    public Policy policy() {
        return policy;
    }

    /** How long a connection may carry nothing, in nanoseconds. */
    public long idleNanos() {
        return policy.idleNanos();
    }

    /**
     * The next node by the algorithm; only where {@link #size} is not 0. It counts as taken: who gets it releases its
     * load once.
     */
    public Target take() {
        return picker.take();
    }

    /** As {@link #take}, or an OFFLINE node whose time for a probe has come. */
    public Target takeOrProbe() {
        Target probed = takeProbe();
        return probed == null ? picker.take() : probed;
    }

    /** An OFFLINE node whose time for a probe has come; null when there is none. */
    public @Nullable Target takeProbe() {
        for (Target target : offline) {
            if (target.node().takeProbe()) {
                target.node().load().take();
                return target;
            }
        }
        return null;
    }

    /**
     * As {@link #take}, but one that has room, and none of these; it has a place taken as well. Where most nodes are full
     * the algorithm is asked a few times only, and then any will do.
     *
     * @return null when none has room
     */
    public @Nullable Target takeWithin(Circuit circuit, Set<NodeState> excluded) {
        List<Target> all = eligible.first();
        for (int i = 0; i < CHOICES && !all.isEmpty(); i++) {
            Target chosen = picker.take();
            if (!excluded.contains(chosen.node()) && circuit.enter(chosen.node())) {
                return chosen;
            }
            chosen.node().load().release();
        }
        Target any = anyWithin(circuit, excluded, all);
        return any == null && !excluded.isEmpty() ? anyWithin(circuit, excluded, eligible.after()) : any;
    }

    private static @Nullable Target anyWithin(Circuit circuit, Set<NodeState> excluded, List<Target> among) {
        int start = among.isEmpty() ? 0 : ThreadLocalRandom.current().nextInt(among.size());
        for (int i = 0; i < among.size(); i++) {
            Target target = among.get((start + i) % among.size());
            if (!excluded.contains(target.node()) && circuit.enter(target.node())) {
                target.node().load().take();
                return target;
            }
        }
        return null;
    }

    /** This node, if it may be chosen and has room; it has a place taken as well. */
    public @Nullable Target takeWithin(Circuit circuit, NodeState node) {
        Target target = limited.get(node);
        if (target == null || !circuit.enter(node)) {
            return null;
        }
        node.load().take();
        return target;
    }

    /** As {@link #take}, the next one that is none of these; null when there is no other. */
    public @Nullable Target takeExcept(Set<NodeState> excluded) {
        Target other = picker.takeExcept(excluded);
        return other != null ? other : takeAfter(excluded);
    }

    private @Nullable Target takeAfter(Set<NodeState> excluded) {
        for (Target target : eligible.after()) {
            if (!excluded.contains(target.node())) {
                target.node().load().take();
                return target;
            }
        }
        return null;
    }

    /** By what clients are known again. */
    public Sessions sessions() {
        return sessions;
    }

    /**
     * The node that a client had, where it is ONLINE and the client may go on there. It counts as taken.
     *
     * @param had null when the client is not known
     * @return null when another one is to be chosen
     */
    public @Nullable Target takeAgain(@Nullable NodeState had) {
        Target again = had == null ? null : returnable.get(had);
        if (again == null
                || again.node().availability() != Availability.ONLINE
                || again.node().isEjected()) {
            return null;
        }
        again.node().load().take();
        return again;
    }

    /**
     * The node of a client that is known by its address: the one that it had, else the one that this address always gets
     * among these nodes. It counts as taken.
     *
     * @param client as {@link io.steelyard.proxy.persistence.ClientKey}
     * @return null when there is none
     */
    public @Nullable Target takeFor(long client) {
        Target again = takeAgain(sessions.addresses().find(client));
        if (again != null || eligible.first().isEmpty()) {
            return again;
        }
        Target chosen = Rendezvous.choose(client, eligible.first(), algorithm.isWeighted());
        chosen.node().load().take();
        return chosen;
    }

    /** The same by what is known of the nodes now. */
    Route refreshed() {
        Eligible now = Eligible.of(candidates.primary(), candidates.secondary());
        return now.equals(eligible) ? this : new Route(candidates, now, sessions, algorithm, memory, policy);
    }

    void open() {
        picker.open();
    }

    void close() {
        picker.close();
    }
}
