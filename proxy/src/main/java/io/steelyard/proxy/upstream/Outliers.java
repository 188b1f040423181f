package io.steelyard.proxy.upstream;

import io.steelyard.domain.traffic.OutlierEjection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ejects those of a balancer's nodes where too much fails, and lets them back when their time is over, with nothing held
 * against them. Threading: event loops count without a lock; who ejects a node, or lets it back, holds this object's.
 */
public final class Outliers {
    private static final Logger LOG = LoggerFactory.getLogger(Outliers.class);

    /** Runs something later, once. */
    public interface Timer {
        void after(long nanos, Runnable work);
    }

    private final OutlierEjection rules;
    private final LongSupplier nanoTime;
    private final Timer timer;
    private final Map<NodeState, Watched> nodes = new HashMap<>();
    private int ejected;

    /** @param nanoTime the monotonic time */
    public Outliers(OutlierEjection rules, LongSupplier nanoTime, Timer timer) {
        this.rules = rules;
        this.nanoTime = nanoTime;
        this.timer = timer;
    }

    public OutlierEjection rules() {
        return rules;
    }

    /** Watches these and no others: those that may take new work. One that it watches no more is let back. */
    public synchronized void watchOnly(Set<NodeState> wanted) {
        Set<NodeState> gone = new HashSet<>(nodes.keySet());
        gone.removeAll(wanted);
        gone.forEach(this::forget);
        wanted.forEach(node -> node.setOutcomes(nodes.computeIfAbsent(node, Watched::new)));
    }

    private void forget(NodeState node) {
        node.setOutcomes(null);
        Watched watched = nodes.remove(node);
        if (watched != null) {
            letBack(watched);
        }
    }

    private synchronized void judge(Watched watched, RecentOutcomes.Sum sum) {
        boolean tooMany = (ejected + 1) * 100L > (long) rules.maxEjectedPercent() * nodes.size();
        if (tooMany || watched.away || nodes.get(watched.node) != watched) {
            return;
        }
        watched.away = true;
        ejected++;
        LOG.warn(
                "{} gets nothing new for {} s: {} of its last {} requests failed",
                watched.node,
                rules.ejection().toSeconds(),
                sum.failed(),
                sum.done());
        watched.node.setEjected(true);
        timer.after(rules.ejection().toNanos(), () -> letBack(watched));
    }

    private synchronized void letBack(Watched watched) {
        if (watched.away) {
            watched.away = false;
            ejected--;
            watched.recent.clear();
            watched.node.setEjected(false);
        }
    }

    private final class Watched implements Outcomes {
        private final NodeState node;
        private final RecentOutcomes recent = new RecentOutcomes(rules.window().toNanos());
        /** Guarded by the outliers, as the node's own word for it is. */
        private boolean away;

        Watched(NodeState node) {
            this.node = node;
        }

        @Override
        public void ended(boolean failed) {
            long now = nanoTime.getAsLong();
            recent.add(failed, now);
            if (failed && !node.isEjected()) {
                RecentOutcomes.Sum sum = recent.sum(now);
                if (sum.done() >= rules.minRequests() && sum.reaches(rules.errorPercent())) {
                    judge(this, sum);
                }
            }
        }
    }
}
