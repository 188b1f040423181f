package io.steelyard.api.elb.health;

import io.steelyard.api.elb.query.Parameters;
import io.steelyard.api.elb.query.QueryError;
import io.steelyard.api.elb.query.Xml;
import io.steelyard.domain.classic.HealthCheck;
import io.steelyard.domain.classic.HealthTarget;

/** How health checks are written. */
public final class HealthChecks {
    private HealthChecks() {}

    static HealthCheck read(Parameters in) {
        HealthCheck check = new HealthCheck(
                target(in.require("Target")),
                in.requireNumber("Interval", HealthCheck.MIN_INTERVAL, HealthCheck.MAX_INTERVAL),
                in.requireNumber("Timeout", HealthCheck.MIN_TIMEOUT, HealthCheck.MAX_TIMEOUT),
                in.requireNumber("UnhealthyThreshold", HealthCheck.MIN_THRESHOLD, HealthCheck.MAX_THRESHOLD),
                in.requireNumber("HealthyThreshold", HealthCheck.MIN_THRESHOLD, HealthCheck.MAX_THRESHOLD));
        if (check.timeoutSeconds() >= check.intervalSeconds()) {
            throw QueryError.VALIDATION.because("HealthCheck timeout must be less than interval.");
        }
        return check;
    }

    private static HealthTarget target(String text) {
        return HealthTarget.parse(text)
                .orElseThrow(() -> QueryError.VALIDATION.because(
                        "HealthCheck Target must be HTTP:PORT/PATH, HTTPS:PORT/PATH, TCP:PORT or SSL:PORT."));
    }

    public static void write(Xml out, HealthCheck check) {
        out.part(
                "HealthCheck",
                () -> out.text("Target", check.target())
                        .text("Interval", check.intervalSeconds())
                        .text("Timeout", check.timeoutSeconds())
                        .text("UnhealthyThreshold", check.unhealthyThreshold())
                        .text("HealthyThreshold", check.healthyThreshold()));
    }
}
