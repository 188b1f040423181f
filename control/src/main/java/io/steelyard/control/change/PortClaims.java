package io.steelyard.control.change;

import io.steelyard.control.store.ReadUnit;
import io.steelyard.domain.listener.Listener;
import io.steelyard.domain.loadbalancer.LoadBalancer;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.refusal.RefusedException;
import io.steelyard.domain.refusal.Violation;
import io.steelyard.domain.virtualip.VirtualIpId;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Balancers that share a virtual IP listen on ports of their own (2010 specification, section 4.3.2). TCP and UDP have
 * their ports apart.
 */
final class PortClaims {
    private PortClaims() {}

    /** @throws RefusedException with Invalid, naming every port that another balancer has */
    static void requireFree(ReadUnit unit, LoadBalancer wanted) {
        RefusedException.ifAny(wanted.virtualIps().stream()
                .flatMap(vip -> wanted.listeners().stream().flatMap(listener -> taken(unit, wanted, vip, listener)))
                .toList());
    }

    private static Stream<Violation> taken(ReadUnit unit, LoadBalancer wanted, VirtualIpId vip, Listener listener) {
        Optional<LoadBalancerId> holder = unit.claimedBy(
                        vip, listener.protocol().transport(), listener.port())
                .filter(id -> !id.equals(wanted.id()));
        return holder.stream()
                .map(id -> new Violation(
                        attribute(listener),
                        Violation.Rule.TAKEN,
                        "free on virtual IP " + vip + ", where load balancer " + id + " has port " + listener.port()));
    }

    private static String attribute(Listener listener) {
        return switch (listener.role()) {
            case PRIMARY, ADDITIONAL -> "port";
            case SECURE -> "securePort";
            case REDIRECT -> "httpsRedirect";
        };
    }
}
