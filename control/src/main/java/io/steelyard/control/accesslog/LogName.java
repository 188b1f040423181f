package io.steelyard.control.accesslog;

import io.steelyard.domain.accesslog.SealedLog;
import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.loadbalancer.Name;
import io.steelyard.domain.observed.HostName;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a part of a log is called where it is delivered to: container {@code lb_{id}_{name}_{Mon}_{YYYY}}, object {@code
 * lb_{id}_{name}_{YYYYMMDDHH}.zip}, all in UTC. Only one part of an hour is called so; further ones say whose they are.
 */
public record LogName(TenantId tenant, String container, String object) implements LogAddress {
    private static final DateTimeFormatter MONTH =
            DateTimeFormatter.ofPattern("MMM_yyyy", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter HOUR =
            DateTimeFormatter.ofPattern("yyyyMMddHH", Locale.ROOT).withZone(ZoneOffset.UTC);
    /** All that a path, a URL and a file can bear. */
    private static final Pattern UNSAFE = Pattern.compile("[^A-Za-z0-9.-]");

    /** The one that an hour's part may have which has it for itself. */
    static LogName plain(TenantId tenant, Name name, SealedLog log) {
        return of(tenant, name, log, "");
    }

    /** One that no other part has. */
    static LogName own(TenantId tenant, Name name, HostName host, SealedLog log) {
        return of(tenant, name, log, "_" + host.value() + "-" + log.epoch() + "-" + log.segment());
    }

    private static LogName of(TenantId tenant, Name name, SealedLog log, String suffix) {
        Instant hour = log.hour();
        String balancer =
                "lb_" + log.loadBalancer() + "_" + UNSAFE.matcher(name.value()).replaceAll("_") + "_";
        return new LogName(tenant, balancer + MONTH.format(hour), balancer + HOUR.format(hour) + suffix + ".zip");
    }
}
