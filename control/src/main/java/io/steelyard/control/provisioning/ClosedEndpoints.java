package io.steelyard.control.provisioning;

import io.steelyard.control.node.ClosedNetwork;
import io.steelyard.control.store.ReadUnit;
import io.steelyard.domain.desired.DesiredLoadBalancer;
import io.steelyard.domain.desired.Entry;
import io.steelyard.domain.virtualip.Cidr;
import java.util.List;

/** Keeps hosts from sending anything to nodes in networks that the operator closed after they were added. */
record ClosedEndpoints(List<Cidr> closed) {
    static ClosedEndpoints of(ReadUnit unit) {
        return new ClosedEndpoints(
                unit.closedNetworks().stream().map(ClosedNetwork::network).toList());
    }

    List<Entry> without(List<Entry> entries) {
        return closed.isEmpty() ? entries : entries.stream().map(this::without).toList();
    }

    private Entry without(Entry entry) {
        return switch (entry) {
            case Entry.Absent absent -> absent;
            case Entry.Present(var id, long generation, DesiredLoadBalancer desired) ->
                new Entry.Present(id, generation, desired.closing(closed));
        };
    }
}
