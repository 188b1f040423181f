package io.steelyard.api.elb;

import io.steelyard.control.accesskey.AccessKeyService;
import io.steelyard.control.accesslog.LogBuckets;
import io.steelyard.control.audit.AuditTrail;
import io.steelyard.control.certificate.CertificateService;
import io.steelyard.control.classic.ClassicNames;
import io.steelyard.control.classic.ClassicService;
import io.steelyard.control.classic.RegistrationService;
import io.steelyard.control.instance.AnnouncementService;
import io.steelyard.control.instance.InventoryService;
import io.steelyard.control.limit.LimitService;
import io.steelyard.control.maintenance.MaintenanceService;
import io.steelyard.control.ratelimit.RateLimitService;
import io.steelyard.control.scaling.ScalingService;
import io.steelyard.domain.region.Region;
import java.time.InstantSource;
import java.util.List;

/**
 * What this dialect asks.
 *
 * @param signatureV2 whether signatures of version 2 are taken beside those of version 4
 */
public record ElbServices(
        ClassicService classics,
        RegistrationService registrations,
        CertificateService certificates,
        ClassicNames names,
        LogBuckets logBuckets,
        AccessKeyService accessKeys,
        InventoryService inventory,
        AnnouncementService announcements,
        ScalingService scaling,
        LimitService limits,
        RateLimitService rates,
        MaintenanceService maintenance,
        AuditTrail audit,
        InstantSource clock,
        List<Region> regions,
        boolean signatureV2) {
    public ElbServices {
        regions = List.copyOf(regions);
    }
}
