package io.steelyard.control.healthmonitor;

import io.steelyard.control.change.Admission;
import io.steelyard.control.change.LoadBalancerEditor;
import io.steelyard.control.identity.Caller;
import io.steelyard.control.loadbalancer.LoadBalancerService;
import io.steelyard.domain.loadbalancer.LoadBalancer;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.monitor.HealthMonitor;
import io.steelyard.domain.refusal.Refusal;
import io.steelyard.domain.refusal.RefusedException;
import io.steelyard.domain.refusal.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What tenants may do with a balancer's health monitor (2010 specification, section 4.10). */
public final class HealthMonitorService {
    private final LoadBalancerService loadBalancers;
    private final LoadBalancerEditor editor;

    public HealthMonitorService(LoadBalancerService loadBalancers, LoadBalancerEditor editor) {
        this.loadBalancers = loadBalancers;
        this.editor = editor;
    }

    /** Empty when nodes are judged by their traffic alone. */
    public Optional<HealthMonitor> get(Caller caller, LoadBalancerId id) {
        return loadBalancers
                .present(caller, id)
                .row()
                .configuration()
                .flatMap(configuration -> configuration.primaryPool().monitor());
    }

    /**
     * Sets the monitor, in place of the one that was there.
     *
     * @param wanted empty when it could not be read
     * @param violations what the dialect found wrong while reading
     * @throws RefusedException when a rule is broken; nothing has changed then
     */
    public HealthMonitor set(
            Caller caller,
            LoadBalancerId id,
            Optional<HealthMonitor> wanted,
            List<Violation> violations,
            Admission admission) {
        loadBalancers.present(caller, id);
        editor.edit(caller.tenant(), id, admission, (_, loadBalancer, _) -> with(loadBalancer, wanted, violations));
        return wanted.orElseThrow();
    }

    private static LoadBalancer with(LoadBalancer loadBalancer, Optional<HealthMonitor> wanted, List<Violation> found) {
        List<Violation> violations = new ArrayList<>(found);
        wanted.ifPresent(monitor -> violations.addAll(
                HealthMonitorRules.check("", loadBalancer.primaryListener().protocol(), monitor)));
        if (!violations.isEmpty()) {
            throw new RefusedException(new Refusal.Invalid(violations));
        }
        return loadBalancer.withPool(loadBalancer.primaryPool().withMonitor(wanted));
    }

    /** @throws RefusedException with Missing when there is none */
    public void remove(Caller caller, LoadBalancerId id, Admission admission) {
        loadBalancers.present(caller, id);
        editor.edit(caller.tenant(), id, admission, (_, loadBalancer, _) -> {
            if (loadBalancer.primaryPool().monitor().isEmpty()) {
                throw new RefusedException(new Refusal.Missing(Refusal.Noun.HEALTH_MONITOR));
            }
            return loadBalancer.withPool(loadBalancer.primaryPool().withMonitor(Optional.empty()));
        });
    }
}
