package io.steelyard.control.loadbalancer;

import io.steelyard.control.change.Admission;
import io.steelyard.control.change.LoadBalancerEditor;
import io.steelyard.control.identity.Caller;
import io.steelyard.domain.loadbalancer.LoadBalancer;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.loadbalancer.TrafficPolicy;
import io.steelyard.domain.refusal.RefusedException;
import io.steelyard.domain.refusal.Violation;
import java.util.List;
import java.util.Optional;

/** What tenants may do with what is either on or off for a balancer. */
public abstract class SwitchService {
    private final LoadBalancerService loadBalancers;
    private final LoadBalancerEditor editor;

    protected SwitchService(LoadBalancerService loadBalancers, LoadBalancerEditor editor) {
        this.loadBalancers = loadBalancers;
        this.editor = editor;
    }

    /** Whether a policy has it on. */
    protected abstract boolean of(TrafficPolicy policy);

    /** The same policy with it on or off. */
    protected abstract TrafficPolicy with(TrafficPolicy policy, boolean on);

    /**
     * Whether it is on.
     *
     * @throws RefusedException with NotFound or Gone
     */
    public final boolean get(Caller caller, LoadBalancerId id) {
        return of(loadBalancers
                .present(caller, id)
                .row()
                .configuration()
                .orElseThrow()
                .policy());
    }

    /**
     * Turns it on or off.
     *
     * @param enabled empty when it could not be read; {@code violations} says why
     * @throws RefusedException when it is not there, cannot be on for the balancer's protocol, or may not be changed now;
     *     nothing has changed then
     */
    public final void set(
            Caller caller,
            LoadBalancerId id,
            Optional<Boolean> enabled,
            List<Violation> violations,
            Admission admission) {
        loadBalancers.present(caller, id);
        RefusedException.ifAny(violations);
        boolean on = enabled.orElseThrow();
        editor.edit(caller.tenant(), id, admission, (_, current, _) -> with(current, on));
    }

    private LoadBalancer with(LoadBalancer current, boolean on) {
        TrafficPolicy policy = with(current.policy(), on);
        RefusedException.ifAny(PolicyRules.check(current.primaryListener().protocol(), policy));
        return current.withPolicy(policy);
    }
}
