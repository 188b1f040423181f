package io.steelyard.api;

import io.steelyard.control.connectionlogging.ConnectionLoggingService;
import io.steelyard.control.idempotency.IdempotencyService;
import io.steelyard.control.identity.IdentityService;
import io.steelyard.control.loadbalancer.LoadBalancerService;
import io.steelyard.control.node.NodeService;
import io.steelyard.control.sessionpersistence.SessionPersistenceService;
import io.steelyard.control.virtualip.VirtualIpService;

/** What the dialects ask. */
public record ApiServices(
        IdentityService identity,
        LoadBalancerService loadBalancers,
        NodeService nodes,
        VirtualIpService virtualIps,
        ConnectionLoggingService connectionLogging,
        SessionPersistenceService sessionPersistence,
        IdempotencyService idempotency) {}
