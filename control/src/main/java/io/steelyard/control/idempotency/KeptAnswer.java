package io.steelyard.control.idempotency;

import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import java.time.Instant;
import java.util.Optional;

/**
 * What a request with a key of its caller's choice was answered.
 *
 * @param key unique within the account
 * @param fingerprint of what was asked; another one with the same key is an error of the caller
 * @param loadBalancer what it was about
 * @param answer as the dialect wrote it; empty once the balancer is DELETED, since all that was said of it is erased then
 */
public record KeptAnswer(
        TenantId tenant,
        String key,
        String fingerprint,
        LoadBalancerId loadBalancer,
        Optional<String> answer,
        Instant at) {}
