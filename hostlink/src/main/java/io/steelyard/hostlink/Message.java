package io.steelyard.hostlink;

import io.steelyard.domain.desired.HostDesired;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.node.NodeId;
import io.steelyard.domain.observed.BalancerFigures;
import io.steelyard.domain.observed.EntryReport;
import io.steelyard.domain.observed.NodeReport;
import io.steelyard.domain.observed.TrafficReport;
import io.steelyard.domain.tls.Staple;
import java.util.List;
import java.util.Set;

/** All that control and a host say to each other. */
public sealed interface Message {
    /** Raised when an older peer could misread a message. */
    int VERSION = 4;

    /**
     * The host's first word on every connection.
     *
     * @param version the host's {@link #VERSION}
     * @param storeEpoch the highest it has seen, 0 when none
     * @param transport how it moves bytes: io_uring, epoll or nio
     * @param known every balancer it has an entry for, tombstones included
     */
    record Hello(int version, long pid, long storeEpoch, String transport, List<Known> known) implements Message {
        public Hello {
            known = List.copyOf(known);
        }
    }

    /** A balancer as a host knows it. */
    record Known(LoadBalancerId id, long generation, boolean present) {}

    /** Control to host. */
    record Publish(HostDesired desired) implements Message {}

    /** Host to control, after converging. */
    record Reports(List<EntryReport> reports) implements Message {
        public Reports {
            reports = List.copyOf(reports);
        }
    }

    /**
     * Host to control: what it sees of nodes. After each complete {@link Publish} it says everything, and changes from
     * then on.
     *
     * @param complete whether every OFFLINE node is named: all others are ONLINE then, but for the undecided ones
     * @param undecided nodes that the host has not looked at yet: what was known of them holds until it has
     */
    record NodeReports(boolean complete, List<NodeReport> reports, Set<NodeId> undecided) implements Message {
        public NodeReports {
            reports = List.copyOf(reports);
            undecided = Set.copyOf(undecided);
        }
    }

    /**
     * Host to control: what it counted, of each balancer all since it began to; only of those with which something
     * happened since. After each complete {@link Publish} it says everything.
     *
     * @param sequence rises with each of these, over restarts too
     */
    record TrafficReports(long sequence, List<TrafficReport> reports) implements Message {
        public TrafficReports {
            reports = List.copyOf(reports);
        }
    }

    /** Control to host: traffic reports up to this one are kept, so the counters of what is gone may be forgotten. */
    record TrafficKept(long sequence) implements Message {}

    /** Control to host: what authorities say of certificates that it serves, beside what was said of others before. */
    record Staples(List<Staple> staples) implements Message {
        public Staples {
            staples = List.copyOf(staples);
        }
    }

    /**
     * Control to host: what is seen of the work of balancers?
     *
     * @param question what the answer says again
     * @param nodes of how many nodes it is to tell, the busiest ones
     */
    record Look(long question, int nodes) implements Message {}

    /** Host to control: the answer, of all balancers that have done anything since its process began. */
    record Seen(long question, List<BalancerFigures> balancers) implements Message {
        public Seen {
            balancers = List.copyOf(balancers);
        }
    }

    /** Control to host: finish open connections, then exit. Not sent when control merely goes away. */
    record Stop(int drainSeconds) implements Message {}
}
