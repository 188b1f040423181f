package io.steelyard.control.contentcaching;

import io.steelyard.control.change.LoadBalancerEditor;
import io.steelyard.control.loadbalancer.LoadBalancerService;
import io.steelyard.control.loadbalancer.SwitchService;
import io.steelyard.domain.loadbalancer.TrafficPolicy;

/** Whether a balancer keeps answers of its nodes and gives them again, as the later service could. */
public final class ContentCachingService extends SwitchService {
    public ContentCachingService(LoadBalancerService loadBalancers, LoadBalancerEditor editor) {
        super(loadBalancers, editor);
    }

    @Override
    protected boolean of(TrafficPolicy policy) {
        return policy.contentCaching();
    }

    @Override
    protected TrafficPolicy with(TrafficPolicy policy, boolean on) {
        return policy.withContentCaching(on);
    }
}
