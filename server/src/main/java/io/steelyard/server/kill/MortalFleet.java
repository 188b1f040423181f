package io.steelyard.server.kill;

import io.steelyard.control.fleet.Fleet;
import io.steelyard.control.fleet.Observer;
import io.steelyard.domain.desired.HostDesired;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.node.NodeId;
import io.steelyard.domain.observed.EntryReport;
import io.steelyard.domain.observed.HostName;
import io.steelyard.domain.observed.NodeReport;
import io.steelyard.domain.observed.TrafficReport;
import io.steelyard.hostlink.KillPoint;
import java.util.List;
import java.util.Set;

/** A fleet with {@link KillPoint}s around publishing and around taking in what hosts report. */
public final class MortalFleet implements Fleet {
    private final Fleet fleet;

    private MortalFleet(Fleet fleet) {
        this.fleet = fleet;
    }

    /** The fleet itself unless kill points are set. */
    public static Fleet around(Fleet fleet) {
        return KillPoint.areSet() ? new MortalFleet(fleet) : fleet;
    }

    @Override
    public void publish(HostDesired desired) {
        KillPoint.BEFORE_PUBLISH.reached();
        fleet.publish(desired);
        KillPoint.AFTER_PUBLISH.reached();
    }

    @Override
    public void start(Observer observer) {
        fleet.start(new Observer() {
            @Override
            public HostDesired connected(Set<LoadBalancerId> known) {
                return observer.connected(known);
            }

            @Override
            public void reported(List<EntryReport> reports) {
                KillPoint.BEFORE_SETTLE.reached();
                observer.reported(reports);
                KillPoint.AFTER_SETTLE.reached();
            }

            @Override
            public void observed(HostName host, boolean complete, List<NodeReport> reports, Set<NodeId> nodes) {
                observer.observed(host, complete, reports, nodes);
            }

            @Override
            public boolean counted(HostName host, long sequence, List<TrafficReport> reports) {
                return observer.counted(host, sequence, reports);
            }
        });
    }

    @Override
    public void close() {
        fleet.close();
    }
}
