package io.steelyard.domain.classic;

import java.util.Optional;

/**
 * Switches of a classic balancer. How long a connection may be idle is in its traffic policy.
 *
 * @param crossZone whether instances share the traffic alike, whichever zones they are in; else zones do
 */
public record ClassicAttributes(boolean crossZone, AccessLog accessLog, Draining draining, DesyncMode desyncMode) {
    /** Of a new balancer. */
    public static final ClassicAttributes DEFAULT = new ClassicAttributes(
            false,
            new AccessLog(false, Optional.empty(), Optional.empty(), AccessLog.HOURLY, Optional.empty()),
            new Draining(false, Draining.USUAL_SECONDS),
            DesyncMode.DEFENSIVE);

    /**
     * Where access logs are to go.
     *
     * @param emitIntervalMinutes 5 or 60
     * @param alias what lines call the balancer; present once it was enabled
     */
    public record AccessLog(
            boolean enabled,
            Optional<String> bucket,
            Optional<String> prefix,
            int emitIntervalMinutes,
            Optional<String> alias) {
        public static final int HOURLY = 60;
    }

    /**
     * Whether what is open to an instance may end when it leaves.
     *
     * @param timeoutSeconds 1 to 3600
     */
    public record Draining(boolean enabled, int timeoutSeconds) {
        public static final int USUAL_SECONDS = 300;
        public static final int MAX_SECONDS = 3600;
    }

    /** How requests are treated that two readers could understand differently. */
    public enum DesyncMode {
        MONITOR,
        DEFENSIVE,
        STRICTEST
    }

    public ClassicAttributes withCrossZone(boolean other) {
        return new ClassicAttributes(other, accessLog, draining, desyncMode);
    }

    public ClassicAttributes withAccessLog(AccessLog other) {
        return new ClassicAttributes(crossZone, other, draining, desyncMode);
    }

    public ClassicAttributes withDraining(Draining other) {
        return new ClassicAttributes(crossZone, accessLog, other, desyncMode);
    }

    public ClassicAttributes withDesyncMode(DesyncMode other) {
        return new ClassicAttributes(crossZone, accessLog, draining, other);
    }
}
