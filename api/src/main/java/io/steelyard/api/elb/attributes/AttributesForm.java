package io.steelyard.api.elb.attributes;

import io.steelyard.api.elb.query.Parameters;
import io.steelyard.api.elb.query.QueryError;
import io.steelyard.api.elb.query.Xml;
import io.steelyard.domain.classic.ClassicAttributes;
import io.steelyard.domain.classic.ClassicAttributes.AccessLog;
import io.steelyard.domain.classic.ClassicAttributes.DesyncMode;
import io.steelyard.domain.classic.ClassicAttributes.Draining;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** How a balancer's switches are written. */
final class AttributesForm {
    static final String ROOT = "LoadBalancerAttributes";
    static final int MAX_IDLE = 4000;
    private static final String CROSS_ZONE = "CrossZoneLoadBalancing";
    private static final String ACCESS_LOG = "AccessLog";
    private static final String DRAINING = "ConnectionDraining";
    private static final String SETTINGS = "ConnectionSettings";
    private static final String ADDITIONAL = "AdditionalAttributes";
    private static final String DESYNC = "elb.http.desyncmitigationmode";
    private static final String ENABLED = "Enabled";

    private AttributesForm() {}

    /** What a request changes, on top of what was. */
    static ClassicAttributes read(Parameters in, String alias, ClassicAttributes before) {
        ClassicAttributes changed = before;
        if (in.names(CROSS_ZONE)) {
            changed = changed.withCrossZone(requireTruth(in.below(CROSS_ZONE)));
        }
        if (in.names(ACCESS_LOG)) {
            changed = changed.withAccessLog(accessLog(in.below(ACCESS_LOG), alias, before.accessLog()));
        }
        if (in.names(DRAINING)) {
            changed = changed.withDraining(draining(in.below(DRAINING), before.draining()));
        }
        for (Parameters one : in.items(ADDITIONAL)) {
            changed = changed.withDesyncMode(desyncMode(one));
        }
        return changed;
    }

    /** How long connections may be idle, where a request says so. */
    static Optional<Duration> idle(Parameters in) {
        return in.names(SETTINGS)
                ? Optional.of(Duration.ofSeconds(in.below(SETTINGS).requireNumber("IdleTimeout", 1, MAX_IDLE)))
                : Optional.empty();
    }

    private static boolean requireTruth(Parameters in) {
        in.require(ENABLED);
        return in.truth(ENABLED).orElseThrow();
    }

    /** Whether a request says anything of access logs. */
    static boolean namesLog(Parameters in) {
        return in.names(ACCESS_LOG);
    }

    /** Whether a request enables access logs, or says otherwise where they go. */
    static boolean enablesLog(Parameters in) {
        return namesLog(in) && requireTruth(in.below(ACCESS_LOG));
    }

    /** What a request leaves out stays, also where logs are switched off. */
    private static AccessLog accessLog(Parameters in, String alias, AccessLog before) {
        AccessLog log = new AccessLog(
                requireTruth(in),
                in.text("S3BucketName").or(before::bucket),
                in.names("S3BucketPrefix") ? in.text("S3BucketPrefix") : before.prefix(),
                in.number("EmitInterval", 5, AccessLog.HOURLY).orElse(before.emitIntervalMinutes()),
                Optional.of(alias));
        if (log.emitIntervalMinutes() != 5 && log.emitIntervalMinutes() != AccessLog.HOURLY) {
            throw QueryError.INVALID_CONFIGURATION.because("EmitInterval is 5 or 60 minutes.");
        }
        if (log.enabled() && log.bucket().isEmpty()) {
            throw QueryError.INVALID_CONFIGURATION.because("Access logs need an S3BucketName.");
        }
        return log;
    }

    private static Draining draining(Parameters in, Draining before) {
        return new Draining(
                requireTruth(in), in.number("Timeout", 1, Draining.MAX_SECONDS).orElse(before.timeoutSeconds()));
    }

    private static DesyncMode desyncMode(Parameters in) {
        if (!in.require("Key").equals(DESYNC)) {
            throw QueryError.ATTRIBUTE_NOT_FOUND.because("The additional attribute that there is is " + DESYNC + ".");
        }
        String wanted = in.require("Value");
        return Stream.of(DesyncMode.values())
                .filter(mode -> mode.name().equals(wanted.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() ->
                        QueryError.INVALID_CONFIGURATION.because(DESYNC + " is monitor, defensive or strictest."));
    }

    static void write(Xml out, ClassicAttributes attributes, Duration idle) {
        out.part(ROOT, () -> {
            out.part(CROSS_ZONE, () -> out.text(ENABLED, attributes.crossZone()));
            out.part(ACCESS_LOG, () -> write(out, attributes.accessLog()));
            out.part(
                    DRAINING,
                    () -> out.text(ENABLED, attributes.draining().enabled())
                            .text("Timeout", attributes.draining().timeoutSeconds()));
            out.part(SETTINGS, () -> out.text("IdleTimeout", idle.toSeconds()));
            out.list(
                    ADDITIONAL,
                    List.of(attributes.desyncMode()),
                    (each, mode) ->
                            each.text("Key", DESYNC).text("Value", mode.name().toLowerCase(Locale.ROOT)));
        });
    }

    private static void write(Xml out, AccessLog log) {
        out.text(ENABLED, log.enabled());
        log.bucket()
                .ifPresent(bucket -> out.text("S3BucketName", bucket)
                        .text("EmitInterval", log.emitIntervalMinutes())
                        .text("S3BucketPrefix", log.prefix().orElse("")));
    }
}
