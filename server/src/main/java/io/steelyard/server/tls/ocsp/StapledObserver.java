package io.steelyard.server.tls.ocsp;

import io.steelyard.control.fleet.Observer;
import io.steelyard.domain.desired.HostDesired;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.node.NodeId;
import io.steelyard.domain.observed.EntryReport;
import io.steelyard.domain.observed.HostName;
import io.steelyard.domain.observed.NodeReport;
import io.steelyard.domain.observed.TrafficReport;
import java.util.List;
import java.util.Set;

/** Follows what a host that comes is told. */
record StapledObserver(Observer observer, Stapling stapling) implements Observer {
    @Override
    public HostDesired connected(Set<LoadBalancerId> known) {
        HostDesired everything = observer.connected(known);
        stapling.follow(everything);
        stapling.tellAll();
        return everything;
    }

    @Override
    public void reported(List<EntryReport> reports) {
        observer.reported(reports);
    }

    @Override
    public void observed(HostName host, boolean complete, List<NodeReport> reports, Set<NodeId> undecided) {
        observer.observed(host, complete, reports, undecided);
    }

    @Override
    public boolean counted(HostName host, long sequence, List<TrafficReport> reports) {
        return observer.counted(host, sequence, reports);
    }
}
