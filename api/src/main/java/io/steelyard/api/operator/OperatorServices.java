package io.steelyard.api.operator;

import io.steelyard.control.accesskey.AccessKeyService;
import io.steelyard.control.audit.AuditService;
import io.steelyard.control.audit.AuditTrail;
import io.steelyard.control.fleet.HostView;
import io.steelyard.control.fleet.Lookout;
import io.steelyard.control.fleet.ProxyRestart;
import io.steelyard.control.identity.AccountService;
import io.steelyard.control.identity.UserService;
import io.steelyard.control.instance.DiscoveryService;
import io.steelyard.control.instance.InventoryService;
import io.steelyard.control.limit.LimitService;
import io.steelyard.control.maintenance.MaintenanceService;
import io.steelyard.control.node.ClosedNetworkService;
import io.steelyard.control.operator.JobService;
import io.steelyard.control.operator.OperatorService;
import io.steelyard.control.ratelimit.RateLimitService;
import io.steelyard.control.virtualip.VipBlockService;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/**
 * What the operator's dialect asks.
 *
 * @param hosts the hosts as they are now
 * @param lookout what they see of their work
 * @param proxy what carries the traffic on this machine
 * @param metrics everything that is measured, in the text format of Prometheus
 */
public record OperatorServices(
        OperatorService loadBalancers,
        JobService jobs,
        AccountService accounts,
        UserService users,
        LimitService limits,
        RateLimitService rates,
        MaintenanceService maintenance,
        VipBlockService vipBlocks,
        ClosedNetworkService closedNetworks,
        InventoryService inventory,
        DiscoveryService discovery,
        AccessKeyService accessKeys,
        AuditService auditLog,
        AuditTrail audit,
        InstantSource clock,
        Supplier<List<HostView>> hosts,
        Lookout lookout,
        ProxyRestart proxy,
        Supplier<String> metrics) {}
