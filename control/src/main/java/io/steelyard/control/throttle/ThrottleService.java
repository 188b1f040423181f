package io.steelyard.control.throttle;

import io.steelyard.control.change.Admission;
import io.steelyard.control.change.LoadBalancerEditor;
import io.steelyard.control.identity.Caller;
import io.steelyard.control.loadbalancer.LoadBalancerService;
import io.steelyard.control.store.LoadBalancerRow;
import io.steelyard.domain.loadbalancer.LoadBalancer;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.refusal.Refusal;
import io.steelyard.domain.refusal.RefusedException;
import io.steelyard.domain.throttle.ConnectionThrottle;
import java.util.Optional;

/** What tenants may do with the throttle of a balancer. */
public final class ThrottleService {
    private final LoadBalancerService loadBalancers;
    private final LoadBalancerEditor editor;

    public ThrottleService(LoadBalancerService loadBalancers, LoadBalancerEditor editor) {
        this.loadBalancers = loadBalancers;
        this.editor = editor;
    }

    /** Empty when there is none. */
    public Optional<ConnectionThrottle> get(Caller caller, LoadBalancerId id) {
        return of(loadBalancers.present(caller, id).row());
    }

    /**
     * Sets or changes it.
     *
     * @return what holds from now on
     * @throws RefusedException when something is wrong or missing; nothing has changed then
     */
    public ConnectionThrottle change(Caller caller, LoadBalancerId id, ThrottleChange wanted, Admission admission) {
        wanted.of(get(caller, id));
        LoadBalancerRow changed = editor.edit(
                caller.tenant(),
                id,
                admission,
                (_, loadBalancer, _) -> with(
                        loadBalancer,
                        Optional.of(wanted.of(loadBalancer.policy().throttle()))));
        return of(changed).orElseThrow();
    }

    /** @throws RefusedException with Missing when there is none */
    public void remove(Caller caller, LoadBalancerId id, Admission admission) {
        loadBalancers.present(caller, id);
        editor.edit(caller.tenant(), id, admission, (_, loadBalancer, _) -> {
            if (loadBalancer.policy().throttle().isEmpty()) {
                throw new RefusedException(new Refusal.Missing(Refusal.Noun.CONNECTION_THROTTLE));
            }
            return with(loadBalancer, Optional.empty());
        });
    }

    private static Optional<ConnectionThrottle> of(LoadBalancerRow row) {
        return row.configuration()
                .flatMap(configuration -> configuration.policy().throttle());
    }

    private static LoadBalancer with(LoadBalancer loadBalancer, Optional<ConnectionThrottle> throttle) {
        return loadBalancer.withPolicy(loadBalancer.policy().withThrottle(throttle));
    }
}
