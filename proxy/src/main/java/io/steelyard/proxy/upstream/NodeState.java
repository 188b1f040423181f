package io.steelyard.proxy.upstream;

import io.steelyard.domain.node.NodeId;
import io.steelyard.domain.observed.Figures;
import io.steelyard.domain.observed.NodeFailure;
import io.steelyard.domain.observed.Outage;
import io.steelyard.proxy.ProxyFailure;
import io.steelyard.proxy.figures.FiguresByLoop;
import io.steelyard.proxy.figures.LoopFigures;
import io.steelyard.proxy.loop.Loop;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a node while it is configured. It outlives every change of the configuration and goes with the
 * node. Shared by all event loops.
 *
 * <pre>
 *   HELD ──first probe, success──▶ ONLINE ◀──success, probe──── OFFLINE
 *     │                              └──three failures in a row──▶ ▲
 *     └──first probe fails─────────────────────────────────────────┘
 * </pre>
 *
 * Whoever gives a node work takes its {@link #era} first and says with it how the work went, once. What was begun
 * before the node's availability changed last does not count: an answer that was under way when the node failed does not
 * bring it back. In the usual case a success only reads.
 */
public final class NodeState {
    private final NodeId id;
    private final HealthLimits limits;
    private final LongSupplier nanoTime;
    private final NodeWatcher watcher;
    private final NodeLoad load = new NodeLoad();
    private final LongAdder connections = new LongAdder();
    private final FiguresByLoop figures = new FiguresByLoop();
    private final AtomicReference<Health> health;

    private volatile boolean busy;
    private volatile boolean ejected;
    /** Monotonic. */
    private volatile long letBack;

    private volatile @Nullable Outcomes outcomes;
    private volatile boolean draining;
    private volatile boolean revoked;

    /** One that nobody watches, with the usual limits. */
    public NodeState(NodeId id) {
        this(id, Availability.ONLINE, HealthLimits.DEFAULT, System::nanoTime, NodeWatcher.NONE);
    }

    /**
     * @param first ONLINE, or HELD where others serve already
     * @param nanoTime the monotonic time
     */
    public NodeState(NodeId id, Availability first, HealthLimits limits, LongSupplier nanoTime, NodeWatcher watcher) {
        this.id = id;
        this.limits = limits;
        this.nanoTime = nanoTime;
        this.watcher = watcher;
        this.letBack = nanoTime.getAsLong();
        this.health = new AtomicReference<>(Health.fresh(first, 0, letBack));
    }

    public NodeId id() {
        return id;
    }

    /** Where this loop counts what the node does. */
    public LoopFigures figures(Loop loop) {
        return figures.of(loop.index());
    }

    /** What the node did, on all loops. */
    public Figures figures() {
        return figures.sum().withOpen(connections());
    }

    public Availability availability() {
        return health.get().availability();
    }

    /** Monotonic time of the last change of {@link #availability}, in nanoseconds. */
    public long since() {
        return health.get().since();
    }

    /** How long it has been without {@link #availability}, or being {@link #isEjected}, having changed; in nanoseconds. */
    public long age() {
        long since = health.get().since();
        long back = letBack;
        return nanoTime.getAsLong() - (back - since > 0 ? back : since);
    }

    /** Why it is OFFLINE; otherwise what speaks against it since its last success, if anything does. */
    public Optional<Outage> cause() {
        return health.get().cause();
    }

    /** Why it is OFFLINE; empty when it is not. */
    Optional<Outage> outage() {
        Health now = health.get();
        return now.availability() == Availability.OFFLINE ? now.cause() : Optional.empty();
    }

    /** To be taken before work is given to the node, and given back with the result. */
    public int era() {
        return health.get().era();
    }

    /**
     * Work was done.
     *
     * @param serverError whether the answer says that it went wrong there, by a status of 5xx
     */
    public void answered(int era, boolean serverError) {
        succeed(era);
        tell(serverError);
    }

    /** Work went well: for HTTP a whole answer that is no 503; else an answer that began and a regular end. */
    public void succeeded(int era) {
        answered(era, false);
    }

    private void succeed(int era) {
        if (!busy) {
            busy = true;
        }
        if (!health.get().isFlawless()) {
            change(era, before -> before.succeeded(nanoTime.getAsLong()));
        }
    }

    /**
     * Work failed. Says nothing against the node when the failure is not one of the node's. A client's request may call
     * this for its first node alone, so that one request does not take a pool down.
     */
    public void failed(int era, ProxyFailure failure) {
        failure.ofNode().ifPresent(why -> {
            change(era, before -> before.failed(why, limits, nanoTime.getAsLong()));
            tell(true);
        });
    }

    private void tell(boolean failed) {
        Outcomes hearing = outcomes;
        if (hearing != null) {
            hearing.ended(failed);
        }
    }

    /** Who hears from now on how work ended; null for nobody. */
    void setOutcomes(@Nullable Outcomes next) {
        outcomes = next;
    }

    /** Whether it gets nothing new for a while because of what went wrong there, whatever its {@link #availability}. */
    public boolean isEjected() {
        return ejected;
    }

    void setEjected(boolean away) {
        letBack = nanoTime.getAsLong();
        ejected = away;
        watcher.changed(this);
    }

    /** A probe could connect. */
    void connectable(int era) {
        change(era, before -> before.connected(limits, nanoTime.getAsLong()));
    }

    /** A probe could not connect. */
    void unreachable(int era, NodeFailure why) {
        change(era, before -> before.unreachable(why, limits, nanoTime.getAsLong()));
    }

    /**
     * From now on checks alone decide whether it is ONLINE, by {@link #passed} and {@link #failedCheck}; or no more, and its
     * traffic does.
     */
    public void setChecked(boolean checked) {
        health.updateAndGet(before -> before.decidedByChecks(checked, nanoTime.getAsLong()));
        watcher.changed(this);
    }

    /** A check was answered as it should. */
    public void passed(int era) {
        change(era, before -> before.succeeded(nanoTime.getAsLong()));
    }

    /**
     * A check failed.
     *
     * @param attempts how many failed ones in a row take it OFFLINE
     */
    public void failedCheck(int era, Outage outage, int attempts) {
        change(era, before -> before.failedCheck(outage, attempts, nanoTime.getAsLong()));
    }

    /** Whether it gets no work at all, not even when every other node has failed: its checks say so. */
    public boolean isBarred() {
        Health now = health.get();
        return now.checked() && now.availability() == Availability.OFFLINE;
    }

    private void change(int era, UnaryOperator<Health> step) {
        Health before;
        Health after;
        do {
            before = health.get();
            if (before.era() != era) {
                return;
            }
            after = step.apply(before);
        } while (!health.compareAndSet(before, after));
        if (after.era() != before.era()) {
            watcher.changed(this);
        }
    }

    /**
     * Takes the right to probe it with a request: it is OFFLINE, its time to be left alone is over, and nobody else
     * probes it in this interval. Who gets true gives it work that may go to another node when it fails.
     */
    public boolean takeProbe() {
        return takeProbe(0);
    }

    /** @param graceNanos how long after it was due */
    boolean takeProbe(long graceNanos) {
        Health now = health.get();
        if (now.checked() || now.availability() != Availability.OFFLINE) {
            return false;
        }
        long time = nanoTime.getAsLong();
        return time - now.probeDue() >= graceNanos
                && health.compareAndSet(
                        now, now.probedUntil(time + limits.probeInterval().toNanos()));
    }

    /** How long until {@link #takeProbe} may give the right, while OFFLINE; in nanoseconds, 0 or more. */
    long untilProbe() {
        return Math.max(0, health.get().probeDue() - nanoTime.getAsLong());
    }

    /** Whether a connection that can be made would disprove what speaks against it. */
    public boolean isUnreachable() {
        return cause().map(Outage::failure).filter(NodeFailure::isConnecting).isPresent();
    }

    /** Whether work went well since the last call. */
    boolean wasBusy() {
        boolean was = busy;
        busy = false;
        return was;
    }

    /** What it has to do. */
    public NodeLoad load() {
        return load;
    }

    /** Whether it takes nothing new: what is open may end, and nothing is kept open for later. */
    public boolean isDraining() {
        return draining;
    }

    /** Says what the configuration says of it. Who sets it sweeps the loops afterwards. */
    public void setDraining(boolean draining) {
        this.draining = draining;
    }

    /** Whether it is disabled or removed: nothing may be open to it. */
    public boolean isRevoked() {
        return revoked;
    }

    /** Says what the configuration says of it. Who revokes it sweeps the loops afterwards. */
    public void setRevoked(boolean revoked) {
        this.revoked = revoked;
    }

    /**
     * Forgets what is known of its health: it comes back from being disabled.
     *
     * @param first as for a new one
     */
    public void renew(Availability first) {
        health.updateAndGet(old -> Health.fresh(first, old.era() + 1, nanoTime.getAsLong()));
        watcher.changed(this);
    }

    /** What another process knew of it: it is ONLINE, or OFFLINE for this reason. */
    void recall(Optional<Outage> outage) {
        long now = nanoTime.getAsLong();
        health.updateAndGet(
                old -> outage.map(why -> old.failed(why, limits, now)).orElseGet(() -> old.succeeded(now)));
        watcher.changed(this);
    }

    /** Whether checks alone decide. */
    boolean isChecked() {
        return health.get().checked();
    }

    /** It is nowhere, which needs no other failure to be OFFLINE; until {@link #renew}. */
    public void lost(NodeFailure why) {
        Health before = health.getAndUpdate(old -> isLostTo(old, why) ? old : old.lost(why, nanoTime.getAsLong()));
        if (!isLostTo(before, why)) {
            watcher.changed(this);
        }
    }

    /** Whether it is nowhere. */
    public boolean isLost() {
        return isLost(health.get());
    }

    /** Whether it is nowhere for this reason. */
    public boolean isLostTo(NodeFailure why) {
        return isLostTo(health.get(), why);
    }

    private static boolean isLostTo(Health health, NodeFailure why) {
        return isLost(health) && health.cause().orElseThrow().failure() == why;
    }

    private static boolean isLost(Health health) {
        return health.availability() == Availability.OFFLINE
                && health.cause()
                        .map(Outage::failure)
                        .filter(NodeFailure::isNowhere)
                        .isPresent();
    }

    /** A connection to it is being made. */
    public void opened() {
        connections.increment();
    }

    /** One that was {@link #opened} is closed, or was never made. */
    public void closed() {
        connections.decrement();
    }

    /** Connections open or being made; exact when nothing opens or closes meanwhile. */
    public long connections() {
        return connections.sum();
    }

    @Override
    public String toString() {
        return "node " + id;
    }
}
