package io.steelyard.proxy.engine;

import io.steelyard.domain.desired.DesiredLoadBalancer;
import io.steelyard.domain.desired.Endpoint;
import io.steelyard.domain.node.NodeId;
import io.steelyard.domain.node.NodeNetworks;
import io.steelyard.domain.observed.NodeFailure;
import io.steelyard.domain.virtualip.DomainName;
import io.steelyard.domain.virtualip.IpAddress;
import io.steelyard.domain.virtualip.IpVersion;
import io.steelyard.proxy.names.Names;
import io.steelyard.proxy.names.Resolution;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where the nodes of one balancer are. One that has a name is at one of its addresses: at the same as long as the name leads
 * there and the node can be reached, so that a name server that gives them in turns moves nobody. Used by the engine alone,
 * under its lock.
 */
final class NodePlaces {
    /** A change is reported a little late rather than without the nodes that it names. */
    private static final Duration FIRST_ANSWER = Duration.ofMillis(300);

    private final Names names;
    private final Runnable moved;
    private final Map<NodeId, IpAddress> current = new HashMap<>();
    private Optional<NodeNetworks> networks = Optional.empty();

    /**
     * A node's address, or why it has none; neither while that is not known yet.
     *
     * @param address where it is
     * @param failure present only where there is no address
     */
    record Place(Optional<IpAddress> address, Optional<NodeFailure> failure) {
        static Place at(IpAddress address) {
            return new Place(Optional.of(address), Optional.empty());
        }

        static Place nowhere(NodeFailure why) {
            return new Place(Optional.empty(), Optional.of(why));
        }
    }

    /** @param moved runs when a name leads elsewhere, on any thread */
    NodePlaces(Names names, Runnable moved) {
        this.names = names;
        this.moved = moved;
    }

    /** Follows these names from now on, and no others. */
    void follow(DesiredLoadBalancer desired) {
        networks = desired.networks();
        Set<DomainName> wanted = desired.listeners().stream()
                .flatMap(listener -> listener.endpoints().stream())
                .map(Endpoint::address)
                .filter(DomainName.class::isInstance)
                .map(DomainName.class::cast)
                .collect(Collectors.toSet());
        names.retain(this, wanted);
        wanted.forEach(name -> names.follow(name, this, moved));
        if (!wanted.isEmpty()) {
            names.await(wanted, FIRST_ANSWER);
        }
    }

    /** Follows nothing any more. */
    void forgetAll() {
        names.retain(this, Set.of());
        current.clear();
    }

    void forget(NodeId node) {
        current.remove(node);
    }

    /** @param unreachable whether another address would be better than the one that it is at */
    Place of(Endpoint endpoint, boolean unreachable) {
        return switch (endpoint.address()) {
            case IpAddress address -> Place.at(address);
            case DomainName name -> named(endpoint, names.of(name), unreachable);
        };
    }

    private Place named(Endpoint endpoint, Resolution resolution, boolean unreachable) {
        if (!resolution.known()) {
            return new Place(Optional.empty(), Optional.empty());
        }
        List<IpAddress> allowed = resolution.addresses().stream()
                .filter(address -> isAllowed(address, endpoint))
                .toList();
        if (allowed.isEmpty()) {
            current.remove(endpoint.node());
            return Place.nowhere(why(resolution));
        }
        IpAddress chosen = choose(endpoint.node(), preferred(allowed), unreachable);
        current.put(endpoint.node(), chosen);
        return Place.at(chosen);
    }

    private static NodeFailure why(Resolution resolution) {
        if (resolution.unanswered()) {
            return NodeFailure.NAME_UNANSWERED;
        }
        return resolution.addresses().isEmpty() ? NodeFailure.UNRESOLVED : NodeFailure.CLOSED_ADDRESS;
    }

    /** Judged here and now, whatever control saw when the node was added. */
    private boolean isAllowed(IpAddress address, Endpoint endpoint) {
        return networks.filter(open -> open.whyNot(address, endpoint.port()).isEmpty())
                .isPresent();
    }

    private static List<IpAddress> preferred(List<IpAddress> allowed) {
        List<IpAddress> v4 = allowed.stream()
                .filter(address -> address.version() == IpVersion.IPV4)
                .toList();
        return v4.isEmpty() ? allowed : v4;
    }

    private IpAddress choose(NodeId node, List<IpAddress> addresses, boolean unreachable) {
        IpAddress old = current.get(node);
        int place = old == null ? -1 : addresses.indexOf(old);
        if (place < 0) {
            return addresses.get(Math.floorMod(node.value(), addresses.size()));
        }
        return unreachable ? addresses.get((place + 1) % addresses.size()) : addresses.get(place);
    }
}
