package io.steelyard.control.usage;

import io.steelyard.domain.listener.Listener;
import io.steelyard.domain.loadbalancer.LoadBalancer;

/** How much of a balancer's traffic has its TLS ended here. */
public enum SslMode {
    OFF,
    ON,
    MIXED;

    static SslMode of(LoadBalancer loadBalancer) {
        if (loadBalancer.takesOnlyTls()) {
            return ON;
        }
        return loadBalancer.listeners().stream().anyMatch(Listener::takesTls) ? MIXED : OFF;
    }
}
