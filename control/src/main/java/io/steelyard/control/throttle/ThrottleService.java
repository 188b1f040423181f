package io.steelyard.control.throttle;

import io.steelyard.control.change.Admission;
import io.steelyard.control.change.LoadBalancerEditor;
import io.steelyard.control.identity.Caller;
import io.steelyard.control.loadbalancer.LoadBalancerService;
import io.steelyard.control.loadbalancer.OptionalPartService;
import io.steelyard.domain.loadbalancer.LoadBalancer;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.refusal.Refusal;
import io.steelyard.domain.refusal.RefusedException;
import io.steelyard.domain.throttle.ConnectionThrottle;
import java.util.Optional;

/** The throttle of a balancer (2010 specification, section 4.13); without one, it has no limit of its own. */
public final class ThrottleService extends OptionalPartService<ConnectionThrottle> {
    public ThrottleService(LoadBalancerService loadBalancers, LoadBalancerEditor editor) {
        super(loadBalancers, editor, Refusal.Noun.CONNECTION_THROTTLE);
    }

    @Override
    protected Optional<ConnectionThrottle> of(LoadBalancer loadBalancer) {
        return loadBalancer.policy().throttle();
    }

    @Override
    protected LoadBalancer with(LoadBalancer loadBalancer, Optional<ConnectionThrottle> throttle) {
        return loadBalancer.withPolicy(loadBalancer.policy().withThrottle(throttle));
    }

    /**
     * Sets or changes it.
     *
     * @return what holds from now on
     * @throws RefusedException when something is wrong or missing; nothing has changed then
     */
    public ConnectionThrottle change(Caller caller, LoadBalancerId id, ThrottleChange wanted, Admission admission) {
        wanted.of(get(caller, id));
        return edit(caller, id, admission, loadBalancer -> wanted.of(of(loadBalancer)));
    }
}
