package io.steelyard.api;

import io.steelyard.control.access.AccessListService;
import io.steelyard.control.audit.AuditTrail;
import io.steelyard.control.connectionlogging.ConnectionLoggingService;
import io.steelyard.control.container.Containers;
import io.steelyard.control.errorpage.ErrorPageService;
import io.steelyard.control.event.EventFeed;
import io.steelyard.control.event.EventService;
import io.steelyard.control.healthmonitor.HealthMonitorService;
import io.steelyard.control.history.HistoryService;
import io.steelyard.control.idempotency.IdempotencyService;
import io.steelyard.control.identity.IdentityService;
import io.steelyard.control.limit.LimitService;
import io.steelyard.control.loadbalancer.LoadBalancerService;
import io.steelyard.control.maintenance.MaintenanceService;
import io.steelyard.control.metadata.MetadataService;
import io.steelyard.control.node.NodeDomains;
import io.steelyard.control.node.NodeService;
import io.steelyard.control.ratelimit.RateLimitService;
import io.steelyard.control.sessionpersistence.SessionPersistenceService;
import io.steelyard.control.ssltermination.CertificateMappingService;
import io.steelyard.control.ssltermination.SslTerminationService;
import io.steelyard.control.subscription.SubscriptionService;
import io.steelyard.control.throttle.ThrottleService;
import io.steelyard.control.usage.UsageService;
import io.steelyard.control.virtualip.VirtualIpService;
import java.time.InstantSource;

/** What the dialects ask. */
public record ApiServices(
        IdentityService identity,
        LoadBalancerService loadBalancers,
        NodeService nodes,
        VirtualIpService virtualIps,
        ConnectionLoggingService connectionLogging,
        SessionPersistenceService sessionPersistence,
        AccessListService accessLists,
        MetadataService metadata,
        HistoryService history,
        EventService events,
        ThrottleService throttles,
        ErrorPageService errorPages,
        Containers containers,
        HealthMonitorService healthMonitors,
        EventFeed feed,
        SubscriptionService subscriptions,
        SslTerminationService sslTerminations,
        CertificateMappingService certificateMappings,
        IdempotencyService idempotency,
        LimitService limits,
        RateLimitService rates,
        MaintenanceService maintenance,
        NodeDomains nodeDomains,
        AuditTrail audit,
        InstantSource clock,
        UsageService usage) {}
