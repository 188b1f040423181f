package io.steelyard.proxy;

import io.steelyard.domain.node.NodeId;
import io.steelyard.domain.observed.NodeFailure;
import io.steelyard.domain.observed.NodeReport;
import io.steelyard.domain.observed.Outage;
import io.steelyard.proxy.upstream.StatusFeed;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What a host has told of its nodes so far. */
public final class NodeNews implements StatusFeed.Sink {
    private final Map<NodeId, Optional<Outage>> latest = new ConcurrentHashMap<>();
    private final AtomicInteger complete = new AtomicInteger();

    @Override
    public void tell(boolean all, List<NodeReport> reports, Set<NodeId> undecided) {
        reports.forEach(report -> latest.put(report.node(), report.outage()));
        complete.addAndGet(all ? 1 : 0);
    }

    /** Why the node is OFFLINE; empty when it is ONLINE, as far as was told. */
    public Optional<NodeFailure> failure(NodeId node) {
        return outage(node).map(Outage::failure);
    }

    /** The same with what was seen. */
    public Optional<Outage> outage(NodeId node) {
        return latest.getOrDefault(node, Optional.empty());
    }

    /** Whether anything was told of the node. */
    public boolean isTold(NodeId node) {
        return latest.containsKey(node);
    }

    /** How often everything was told. */
    public int complete() {
        return complete.get();
    }
}
