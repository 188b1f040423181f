package io.steelyard.control.node;

import io.steelyard.control.change.LoadBalancerEditor;
import io.steelyard.control.event.Event;
import io.steelyard.control.store.LoadBalancerRow;
import io.steelyard.control.store.ReadUnit;
import io.steelyard.control.store.Store;
import io.steelyard.domain.loadbalancer.Lifecycle;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.refusal.Refusal;
import io.steelyard.domain.refusal.RefusedException;
import io.steelyard.domain.virtualip.Cidr;
import io.steelyard.domain.virtualip.DomainName;
import io.steelyard.domain.virtualip.IpAddress;
import io.steelyard.domain.virtualip.NodeAddress;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where nodes may not be. A network that is closed is refused to new nodes, and those that are in it already get nothing
 * more: what the hosts are told of them is that they are disabled.
 */
public final class ClosedNetworkService {
    private final Store store;
    private final LoadBalancerEditor editor;
    private final InstantSource clock;
    private final List<Cidr> settings;

    /** @param settings what is closed whatever the operator does */
    public ClosedNetworkService(Store store, LoadBalancerEditor editor, InstantSource clock, List<Cidr> settings) {
        this.store = store;
        this.editor = editor;
        this.clock = clock;
        this.settings = List.copyOf(settings);
    }

    /** What the operator closed. */
    public List<ClosedNetwork> list() {
        return store.read(ReadUnit::closedNetworks);
    }

    /** All that is closed. */
    public List<Cidr> networks() {
        return Stream.concat(settings.stream(), list().stream().map(ClosedNetwork::network))
                .toList();
    }

    /** Closed again, it has the later reason. */
    public ClosedNetwork close(Cidr network, String reason) {
        ClosedNetwork closed =
                new ClosedNetwork(network, reason, clock.instant().truncatedTo(ChronoUnit.MILLIS));
        store.update(unit -> unit.save(closed));
        tellHosts(network, "Nodes in " + network + " get nothing more: the operator closed that network.");
        return closed;
    }

    /** @throws RefusedException with NotFound when the operator has not closed it */
    public void open(Cidr network) {
        store.update(unit -> {
            if (unit.closedNetworks().stream()
                    .noneMatch(closed -> closed.network().equals(network))) {
                throw new RefusedException(new Refusal.NotFound(Refusal.Noun.CLOSED_NETWORK));
            }
            unit.removeClosedNetwork(network);
        });
        tellHosts(network, "Nodes in " + network + " get traffic again: the operator opened that network.");
    }

    private void tellHosts(Cidr network, String summary) {
        for (LoadBalancerId id : store.<List<LoadBalancerId>>read(unit -> withNodesIn(unit, network))) {
            try {
                editor.operate(id, Event.Type.RESYNCED, summary, (change, now) -> change.edited(now));
            } catch (RefusedException goneMeanwhile) {
                continue;
            }
        }
    }

    private static List<LoadBalancerId> withNodesIn(ReadUnit unit, Cidr network) {
        return unit.everyLoadBalancer().stream()
                .filter(row -> row.change().lifecycle() == Lifecycle.LIVE && hasNodeIn(row, network))
                .map(LoadBalancerRow::id)
                .toList();
    }

    private static boolean hasNodeIn(LoadBalancerRow row, Cidr network) {
        return row.configuration().stream()
                .flatMap(configuration -> configuration.pools().stream())
                .flatMap(pool -> pool.nodes().stream())
                .anyMatch(node -> mayBeIn(network, node.address()));
    }

    /** Where a name leads is not known here. */
    private static boolean mayBeIn(Cidr network, NodeAddress address) {
        return switch (address) {
            case IpAddress known -> network.contains(known);
            case DomainName _ -> true;
        };
    }
}
