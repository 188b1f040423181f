package io.steelyard.api.rackspace.healthmonitor;

import io.steelyard.api.body.Attributes;
import io.steelyard.api.body.Representation;
import io.steelyard.domain.monitor.Check;
import io.steelyard.domain.monitor.HealthMonitor;
import io.steelyard.domain.monitor.TenantPattern;
import io.steelyard.domain.refusal.Violation.Rule;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A health monitor as requests ask for it and answers show it (2010 specification, sections 4.10.5 to 4.10.10). */
public final class HealthMonitorBody {
    static final String NAME = "healthMonitor";

    /** What makes a node healthy when nobody says otherwise: any answer but an error. */
    private static final String USUAL_STATUS = "^[23][0-9][0-9]$";

    private static final Pattern PATH = Pattern.compile("/[!-~&&[^#]]{0,127}");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._:\\[\\]-]{1,255}");
    private static final String REGEX = "a regular expression of 1 to " + TenantPattern.MAX_LENGTH
            + " characters in RE2 syntax, without large counts";

    private enum Type {
        CONNECT,
        HTTP,
        HTTPS
    }

    private HealthMonitorBody() {}

    /** The monitor of a balancer to be made. */
    public static Optional<HealthMonitor> of(Attributes loadBalancer) {
        return loadBalancer.object(NAME).flatMap(HealthMonitorBody::read);
    }

    /** Empty when it cannot be read; what is wrong is in the attributes' violations then. */
    static Optional<HealthMonitor> read(Attributes in) {
        in.require("type", "delay", "timeout", "attemptsBeforeDeactivation");
        Optional<Type> type = in.choice("type", Type.class);
        Optional<Duration> delay = seconds(in, "delay", HealthMonitor.MAX_DELAY);
        Optional<Duration> timeout = seconds(in, "timeout", HealthMonitor.MAX_TIMEOUT);
        Optional<Integer> attempts = in.number(
                "attemptsBeforeDeactivation",
                number -> number >= 1 && number <= HealthMonitor.MAX_ATTEMPTS,
                "a whole number from 1 to " + HealthMonitor.MAX_ATTEMPTS);
        Optional<Check> check = type.flatMap(known -> check(in, known));
        in.refuseOthers();
        if (check.isEmpty() || delay.isEmpty() || timeout.isEmpty() || attempts.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new HealthMonitor(check.get(), delay.get(), timeout.get(), attempts.get()));
    }

    private static Optional<Duration> seconds(Attributes in, String name, Duration most) {
        return in.number(
                        name,
                        seconds -> seconds >= 1 && seconds <= most.toSeconds(),
                        "a whole number of seconds from 1 to " + most.toSeconds())
                .map(Duration::ofSeconds);
    }

    private static Optional<Check> check(Attributes in, Type type) {
        if (type == Type.CONNECT) {
            in.refuse(
                    Rule.NOT_ALLOWED,
                    "left out: a CONNECT monitor asks nothing",
                    "path",
                    "statusRegex",
                    "bodyRegex",
                    "hostHeader");
            return Optional.of(new Check.Connect());
        }
        Optional<String> path = in.text(
                "path",
                text -> PATH.matcher(text).matches(),
                "1 to 128 printable ASCII characters without blanks that start with a slash");
        Optional<String> status = in.text("statusRegex", TenantPattern::isBounded, REGEX);
        Optional<String> body = in.text("bodyRegex", TenantPattern::isBounded, REGEX);
        Optional<String> host =
                in.text("hostHeader", text -> HOST.matcher(text).matches(), "a host name, with or without a port");
        return Optional.of(
                new Check.Http(path.orElse("/"), status.orElse(USUAL_STATUS), body, host, type == Type.HTTPS));
    }

    static Representation one(Optional<HealthMonitor> monitor) {
        return Representation.of(
                NAME, monitor.map(HealthMonitorBody::write).orElseGet(JsonNodeFactory.instance::objectNode));
    }

    /** As it stands within a balancer's details. */
    public static ObjectNode write(HealthMonitor monitor) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("type", type(monitor.check()).name())
                .put("delay", monitor.delay().toSeconds())
                .put("timeout", monitor.timeout().toSeconds())
                .put("attemptsBeforeDeactivation", monitor.attemptsBeforeDeactivation());
        if (monitor.check() instanceof Check.Http http) {
            body.put("path", http.path()).put("statusRegex", http.statusRegex());
            http.bodyRegex().ifPresent(regex -> body.put("bodyRegex", regex));
            http.hostHeader().ifPresent(host -> body.put("hostHeader", host));
        }
        return body;
    }

    private static Type type(Check check) {
        return switch (check) {
            case Check.Connect _ -> Type.CONNECT;
            case Check.Http http -> http.secure() ? Type.HTTPS : Type.HTTP;
        };
    }
}
