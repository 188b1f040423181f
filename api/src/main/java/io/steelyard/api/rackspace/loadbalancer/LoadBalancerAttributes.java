package io.steelyard.api.rackspace.loadbalancer;

import io.steelyard.api.body.Attributes;
import io.steelyard.domain.listener.Port;
import io.steelyard.domain.loadbalancer.Name;
import io.steelyard.domain.loadbalancer.TrafficPolicy;
import io.steelyard.domain.refusal.Violation.Rule;
import java.time.Duration;
import java.util.Optional;

/** What requests that make a balancer and those that change one have in common. */
final class LoadBalancerAttributes {
    private static final long MIN_TIMEOUT = TrafficPolicy.MIN_IDLE_TIMEOUT.toSeconds();
    private static final long MAX_TIMEOUT = 120;

    private LoadBalancerAttributes() {}

    static Optional<Name> name(Attributes in) {
        return in.text("name", Name::isValid, "1 to 128 printable characters, not all of them blank")
                .map(Name::new);
    }

    static Optional<Port> port(Attributes in) {
        return in.number("port", Port::isValid, "a whole number from 1 to 65535")
                .map(Port::new);
    }

    static Optional<Duration> idleTimeout(Attributes in) {
        return in.number(
                        "timeout",
                        seconds -> seconds >= MIN_TIMEOUT && seconds <= MAX_TIMEOUT,
                        "a whole number of seconds from " + MIN_TIMEOUT + " to " + MAX_TIMEOUT)
                .map(Duration::ofSeconds);
    }

    static Optional<Boolean> halfClosed(Attributes in) {
        return in.truth("halfClosed");
    }

    /** Reports what a caller never sets, and what there is not. Call it last. */
    static void refuseOthers(Attributes in) {
        in.refuse(
                Rule.IMMUTABLE,
                "left out: the service sets it",
                "id",
                "status",
                "nodeCount",
                "cluster",
                "sourceAddresses",
                "created",
                "updated");
        in.refuseOthers();
    }
}
