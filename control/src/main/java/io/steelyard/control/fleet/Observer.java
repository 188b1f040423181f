package io.steelyard.control.fleet;

import io.steelyard.domain.desired.HostDesired;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.node.NodeId;
import io.steelyard.domain.observed.EntryReport;
import io.steelyard.domain.observed.HostName;
import io.steelyard.domain.observed.NodeReport;
import io.steelyard.domain.observed.TrafficReport;
import java.util.List;
import java.util.Set;

/** Hears from the hosts. */
public interface Observer {
    /**
     * A host came or came back.
     *
     * @param known the balancers it has entries for
     * @return everything it has to know, complete, tombstones for known ones that are gone included
     */
    HostDesired connected(Set<LoadBalancerId> known);

    /** What the host made of its entries. */
    void reported(List<EntryReport> reports);

    /**
     * What a host sees of nodes.
     *
     * @param complete whether every OFFLINE node is named
     * @param undecided nodes that it has not looked at yet: what was known of them holds
     */
    void observed(HostName host, boolean complete, List<NodeReport> reports, Set<NodeId> undecided);

    /**
     * What a host counted.
     *
     * @param sequence rises with each of these
     * @return whether it is kept; what is not will be told again
     */
    boolean counted(HostName host, long sequence, List<TrafficReport> reports);
}
