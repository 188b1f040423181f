package io.steelyard.control.connectionlogging;

import io.steelyard.control.change.LoadBalancerEditor;
import io.steelyard.control.loadbalancer.LoadBalancerService;
import io.steelyard.control.loadbalancer.SwitchService;
import io.steelyard.domain.loadbalancer.TrafficPolicy;

/** Whether a balancer's connections are logged (2010 specification, section 4.12). */
public final class ConnectionLoggingService extends SwitchService {
    public ConnectionLoggingService(LoadBalancerService loadBalancers, LoadBalancerEditor editor) {
        super(loadBalancers, editor);
    }

    @Override
    protected boolean of(TrafficPolicy policy) {
        return policy.connectionLogging();
    }

    @Override
    protected TrafficPolicy with(TrafficPolicy policy, boolean on) {
        return policy.withConnectionLogging(on);
    }
}
