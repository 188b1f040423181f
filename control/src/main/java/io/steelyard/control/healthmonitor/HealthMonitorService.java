package io.steelyard.control.healthmonitor;

import io.steelyard.control.change.Admission;
import io.steelyard.control.change.LoadBalancerEditor;
import io.steelyard.control.identity.Caller;
import io.steelyard.control.loadbalancer.LoadBalancerService;
import io.steelyard.control.loadbalancer.OptionalPartService;
import io.steelyard.domain.loadbalancer.LoadBalancer;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.monitor.HealthMonitor;
import io.steelyard.domain.refusal.Refusal;
import io.steelyard.domain.refusal.RefusedException;
import io.steelyard.domain.refusal.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A balancer's health monitor (2010 specification, section 4.10); without one, nodes are judged by their traffic alone. */
public final class HealthMonitorService extends OptionalPartService<HealthMonitor> {
    public HealthMonitorService(LoadBalancerService loadBalancers, LoadBalancerEditor editor) {
        super(loadBalancers, editor, Refusal.Noun.HEALTH_MONITOR);
    }

    @Override
    protected Optional<HealthMonitor> of(LoadBalancer loadBalancer) {
        return loadBalancer.primaryPool().monitor();
    }

    @Override
    protected LoadBalancer with(LoadBalancer loadBalancer, Optional<HealthMonitor> monitor) {
        return loadBalancer.withPool(loadBalancer.primaryPool().withMonitor(monitor));
    }

    /**
     * Sets the monitor, in place of the one that was there.
     *
     * @param wanted empty when it could not be read
     * @param found what the dialect found wrong while reading; told together with what the balancer's protocol forbids
     * @throws RefusedException when a rule is broken; nothing has changed then
     */
    public HealthMonitor set(
            Caller caller,
            LoadBalancerId id,
            Optional<HealthMonitor> wanted,
            List<Violation> found,
            Admission admission) {
        get(caller, id);
        return edit(
                caller,
                id,
                admission,
                loadBalancer -> atTheSamePlace(loadBalancer, fitting(loadBalancer, wanted, found)));
    }

    /** Where nodes are checked, and when they come back, is for other dialects to say. */
    private static HealthMonitor atTheSamePlace(LoadBalancer loadBalancer, HealthMonitor wanted) {
        return loadBalancer.primaryPool().monitor().map(wanted::at).orElse(wanted);
    }

    private static HealthMonitor fitting(
            LoadBalancer loadBalancer, Optional<HealthMonitor> wanted, List<Violation> found) {
        List<Violation> violations = new ArrayList<>(found);
        wanted.ifPresent(monitor -> violations.addAll(
                HealthMonitorRules.check("", loadBalancer.primaryListener().protocol(), monitor)));
        RefusedException.ifAny(violations);
        return wanted.orElseThrow();
    }
}
