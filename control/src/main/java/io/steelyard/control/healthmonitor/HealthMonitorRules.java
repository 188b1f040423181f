package io.steelyard.control.healthmonitor;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.steelyard.domain.listener.Protocol;
import io.steelyard.domain.listener.Transport;
import io.steelyard.domain.monitor.Check;
import io.steelyard.domain.monitor.HealthMonitor;
import io.steelyard.domain.monitor.TenantPattern;
import io.steelyard.domain.refusal.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a monitor must be beyond its own ranges. */
public final class HealthMonitorRules {
    private static final String PATTERN = "a regular expression of 1 to " + TenantPattern.MAX_LENGTH
            + " characters in RE2 syntax, without large counts";

    /** Instructions of a compiled pattern. */
    private static final int MAX_PROGRAM = 500;

    private HealthMonitorRules() {}

    /**
     * What is wrong with a monitor of a balancer of this protocol.
     *
     * @param path what the request calls the monitor, such as {@code healthMonitor.}; violations append an attribute
     */
    public static List<Violation> check(String path, Protocol protocol, HealthMonitor monitor) {
        List<Violation> violations = new ArrayList<>();
        mismatch(protocol, monitor)
                .ifPresent(why -> violations.add(new Violation(path + "type", Violation.Rule.NOT_ALLOWED, why)));
        if (monitor.check() instanceof Check.Http http) {
            check(path + "statusRegex", http.statusRegex(), violations);
            http.bodyRegex().ifPresent(regex -> check(path + "bodyRegex", regex, violations));
        }
        return violations;
    }

    /** Why a monitor cannot go with a protocol; a phrase that follows "must be". */
    public static Optional<String> mismatch(Protocol protocol, HealthMonitor monitor) {
        return switch (monitor.check()) {
            case Check.Connect _ ->
                protocol.transport() == Transport.TCP
                        ? Optional.empty()
                        : Optional.of("left out: a protocol over UDP has no connections to check");
            case Check.Http http -> mismatch(protocol, http.secure() ? Protocol.HTTPS : Protocol.HTTP);
        };
    }

    private static Optional<String> mismatch(Protocol protocol, Protocol needed) {
        return protocol == needed
                ? Optional.empty()
                : Optional.of(
                        "CONNECT: " + needed + " is for load balancers of protocol " + needed + ", not " + protocol);
    }

    private static void check(String attribute, String regex, List<Violation> violations) {
        if (!TenantPattern.isBounded(regex) || !isSmallRe2(regex)) {
            violations.add(new Violation(attribute, Violation.Rule.OUT_OF_RANGE, PATTERN));
        }
    }

    /** In RE2's syntax, and small: each octet that is matched may take a step for every instruction. */
    private static boolean isSmallRe2(String regex) {
        try {
            return Pattern.compile(regex).programSize() <= MAX_PROGRAM;
        } catch (PatternSyntaxException other) {
            return false;
        }
    }
}
