package io.steelyard.domain.observed;

import io.steelyard.domain.monitor.Check;
import io.steelyard.domain.monitor.HealthMonitor;
import java.time.Duration;
import java.util.Optional;

/**
 * Why a node is OFFLINE: what looked at it, what was expected, and what came. Of what a node sent it holds the status
 * alone, never an octet of a body.
 *
 * @param monitor whose check failed; empty when the node's traffic, or a connection that probed it, failed
 * @param status that an HTTP answer had; empty when there was none, or it does not matter
 */
public record Outage(NodeFailure failure, Optional<HealthMonitor> monitor, Optional<Integer> status) {
    /** What passive health does when a node is OFFLINE (2010 specification, section 2.5). */
    private static final Duration FIRST_PROBE = Duration.ofSeconds(60);

    private static final Duration PROBE_INTERVAL = Duration.ofSeconds(15);

    /** Seen in traffic, or by a connection that probed the node. */
    public static Outage inTraffic(NodeFailure failure) {
        return new Outage(failure, Optional.empty(), Optional.empty());
    }

    /** Seen by a check. */
    public static Outage inCheck(HealthMonitor monitor, NodeFailure failure) {
        return new Outage(failure, Optional.of(monitor), Optional.empty());
    }

    /** An HTTP check was answered with this status. */
    public Outage withStatus(int answered) {
        return new Outage(failure, monitor, Optional.of(answered));
    }

    /** One sentence for people, to go on from "because", without its full stop. */
    public String reason() {
        return monitor.map(this::reason).orElseGet(failure::reason);
    }

    private String reason(HealthMonitor by) {
        String which = "its " + name(by.check()) + " check " + asks(by.check());
        return which
                + switch (failure) {
                    case CHECK_TIMED_OUT -> " was to end within " + by.timeout().toSeconds() + " s and did not";
                    case STATUS_UNEXPECTED ->
                        " expected a status that matches " + statusRegex(by.check()) + " and got " + got();
                    case BODY_UNEXPECTED ->
                        " expected a body that matches " + bodyRegex(by.check()) + " and got another one, with status "
                                + got();
                    case CONNECT_REFUSED, CONNECT_TIMED_OUT, CONNECT_FAILED ->
                        " expected a connection and " + failure.came();
                    default -> " expected an answer and " + failure.came();
                };
    }

    private String got() {
        return status.map(String::valueOf).orElse("none");
    }

    /**
     * The next try after the node has been OFFLINE for so long, counted from when it became so; empty where none has a time:
     * there is nothing to connect to.
     */
    public Optional<Duration> nextTry(Duration offline) {
        if (failure.isNowhere()) {
            return Optional.empty();
        }
        Duration first = monitor.map(HealthMonitor::delay).orElse(FIRST_PROBE);
        Duration every = monitor.map(HealthMonitor::delay).orElse(PROBE_INTERVAL);
        if (offline.compareTo(first) < 0) {
            return Optional.of(first);
        }
        return Optional.of(first.plus(every.multipliedBy(offline.minus(first).dividedBy(every) + 1)));
    }

    private static String name(Check check) {
        return switch (check) {
            case Check.Connect _ -> "CONNECT";
            case Check.Http http -> http.secure() ? "HTTPS" : "HTTP";
        };
    }

    private static String asks(Check check) {
        return switch (check) {
            case Check.Connect _ -> "of its port";
            case Check.Http http -> "of " + http.path();
        };
    }

    private static String statusRegex(Check check) {
        return check instanceof Check.Http http ? http.statusRegex() : "";
    }

    private static String bodyRegex(Check check) {
        return check instanceof Check.Http http ? http.bodyRegex().orElse("") : "";
    }
}
