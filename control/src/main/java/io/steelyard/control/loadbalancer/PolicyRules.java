package io.steelyard.control.loadbalancer;

import io.steelyard.domain.listener.Protocol;
import io.steelyard.domain.listener.Transport;
import io.steelyard.domain.loadbalancer.TrafficPolicy;
import io.steelyard.domain.refusal.Violation;
import java.util.ArrayList;
import java.util.List;

/** What of a policy a protocol can do: what would have no effect is refused, never kept for nothing. */
public final class PolicyRules {
    private PolicyRules() {}

    /** What is asked for and cannot be. */
    public static List<Violation> check(Protocol protocol, TrafficPolicy policy) {
        List<Violation> violations = new ArrayList<>();
        if (policy.errorPage().isPresent() && protocol != Protocol.HTTP) {
            violations.add(new Violation("errorPage", Violation.Rule.NOT_ALLOWED, "used with protocol HTTP only"));
        }
        if (policy.contentCaching() && protocol != Protocol.HTTP) {
            violations.add(new Violation("contentCaching", Violation.Rule.NOT_ALLOWED, "off for protocol " + protocol));
        }
        if (policy.halfClosed() && (protocol == Protocol.HTTP || protocol.transport() != Transport.TCP)) {
            violations.add(new Violation("halfClosed", Violation.Rule.NOT_ALLOWED, "false for protocol " + protocol));
        }
        return violations;
    }
}
