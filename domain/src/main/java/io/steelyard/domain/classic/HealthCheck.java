package io.steelyard.domain.classic;

import io.steelyard.domain.monitor.HealthMonitor;
import java.time.Duration;
import java.util.Optional;

/**
 * How instances are checked.
 *
 * @param intervalSeconds {@value #MIN_INTERVAL} to {@value #MAX_INTERVAL}, and more than the time-out
 * @param timeoutSeconds {@value #MIN_TIMEOUT} to {@value #MAX_TIMEOUT}
 * @param unhealthyThreshold failed checks in a row, {@value #MIN_THRESHOLD} to {@value #MAX_THRESHOLD}
 * @param healthyThreshold passed checks in a row, likewise
 */
public record HealthCheck(
        HealthTarget target, int intervalSeconds, int timeoutSeconds, int unhealthyThreshold, int healthyThreshold) {
    public static final int MIN_INTERVAL = 5;
    public static final int MAX_INTERVAL = 600;
    public static final int MIN_TIMEOUT = 2;
    public static final int MAX_TIMEOUT = 60;
    public static final int MIN_THRESHOLD = 2;
    public static final int MAX_THRESHOLD = 10;
    private static final int USUAL_INTERVAL = 30;
    private static final int USUAL_TIMEOUT = 5;

    /** What a new balancer has: connections to an instance port. */
    public static HealthCheck usual(ClassicListener first) {
        ClassicProtocol protocol = first.instanceProtocol().isSecure() ? ClassicProtocol.SSL : ClassicProtocol.TCP;
        HealthTarget target = new HealthTarget(protocol, first.instancePort(), Optional.empty());
        return new HealthCheck(target, USUAL_INTERVAL, USUAL_TIMEOUT, MIN_THRESHOLD, MAX_THRESHOLD);
    }

    /** The monitor that does this. */
    public HealthMonitor monitor() {
        return new HealthMonitor(
                target.check(),
                Duration.ofSeconds(intervalSeconds),
                Duration.ofSeconds(timeoutSeconds),
                unhealthyThreshold,
                healthyThreshold,
                Optional.of(target.port()));
    }
}
