package io.steelyard.proxy.health;

import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.monitor.HealthMonitor;
import io.steelyard.domain.observed.Outage;
import io.steelyard.proxy.upstream.Availability;
import io.steelyard.proxy.upstream.NodeState;
import io.steelyard.proxy.upstream.Target;
import java.util.Comparator;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A node with its next check, or the one that is under way.
 *
 * <pre>
 *   WAITING(wake: its turn) ──begin──▶ UNDER WAY(wake: its time is over) ──verdict, or time over──▶ WAITING
 * </pre>
 *
 * But for {@link #first} it belongs to the thread of {@link Checks}.
 */
final class CheckedNode {
    /** The soonest to wake first. */
    static final Comparator<CheckedNode> BY_WAKE =
            Comparator.<CheckedNode>comparingLong(node -> node.wake).thenComparingLong(node -> node.number);

    private final LoadBalancerId loadBalancer;
    private final Target target;
    private final Question question;
    private final CompletableFuture<Boolean> first = new CompletableFuture<>();
    private long number;
    private Rhythm rhythm = new Rhythm(0, 1);
    private long wake;
    private long turn;
    private boolean begun;
    private @Nullable CheckConnection underWay;
    private int era;
    /** In a row. */
    private int passes;

    CheckedNode(LoadBalancerId loadBalancer, Target target, Question question) {
        this.loadBalancer = loadBalancer;
        this.target = target;
        this.question = question;
    }

    LoadBalancerId loadBalancer() {
        return loadBalancer;
    }

    Target target() {
        return target;
    }

    NodeState node() {
        return target.node();
    }

    Question question() {
        return question;
    }

    /** Done when a check of it has said something, or it is checked no more. Any thread. */
    CompletableFuture<Boolean> first() {
        return first;
    }

    /** Whether it is asked the same at the same place. */
    boolean asks(Target other, Question same) {
        return target.address().equals(other.address())
                && question.monitor().equals(same.monitor())
                && question.announcement().equals(same.announcement());
    }

    /** @param unique among all nodes */
    void start(long unique, long soonest) {
        number = unique;
        rhythm = Rhythm.of(unique, delay());
        wake = soonest;
    }

    long wake() {
        return wake;
    }

    void sleepUntil(long moment) {
        wake = moment;
    }

    @Nullable
    CheckConnection underWay() {
        return underWay;
    }

    void begin(CheckConnection check, long now) {
        if (!begun) {
            begun = true;
            turn = rhythm.after(now) - delay();
        }
        underWay = check;
        era = node().era();
        wake = now + question.monitor().timeout().toNanos();
    }

    void passed(long now) {
        passes = Math.min(passes + 1, HealthMonitor.MAX_ATTEMPTS);
        if (node().availability() != Availability.OFFLINE
                || passes >= question.monitor().attemptsBeforeReturn()) {
            node().passed(era);
        }
        end(now);
    }

    void failed(Outage outage, long now) {
        passes = 0;
        node().failedCheck(era, outage, question.monitor().attemptsBeforeDeactivation());
        end(now);
    }

    /** The check is over: its next turn is a delay after its last one, or now when that has passed. */
    private void end(long now) {
        first.complete(true);
        underWay = null;
        turn += Math.max(1, (now - turn) / delay()) * delay();
        wake = Math.max(turn, now);
    }

    /** The check is over and said nothing; it is made anew. */
    void endWithoutVerdict(long retry) {
        underWay = null;
        wake = retry;
    }

    private long delay() {
        return question.monitor().delay().toNanos();
    }
}
