package io.steelyard.control.contentcaching;

import io.steelyard.control.change.Admission;
import io.steelyard.control.change.LoadBalancerEditor;
import io.steelyard.control.identity.Caller;
import io.steelyard.control.loadbalancer.LoadBalancerService;
import io.steelyard.control.loadbalancer.PolicyRules;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.loadbalancer.TrafficPolicy;
import io.steelyard.domain.refusal.Refusal;
import io.steelyard.domain.refusal.RefusedException;
import io.steelyard.domain.refusal.Violation;
import java.util.List;
import java.util.Optional;

/** Whether a balancer keeps answers of its nodes and gives them again, as the later service could. */
public final class ContentCachingService {
    private final LoadBalancerService loadBalancers;
    private final LoadBalancerEditor editor;

    public ContentCachingService(LoadBalancerService loadBalancers, LoadBalancerEditor editor) {
        this.loadBalancers = loadBalancers;
        this.editor = editor;
    }

    /**
     * Whether it is on.
     *
     * @throws RefusedException with NotFound or Gone
     */
    public boolean get(Caller caller, LoadBalancerId id) {
        return loadBalancers
                .present(caller, id)
                .row()
                .configuration()
                .filter(loadBalancer -> loadBalancer.policy().contentCaching())
                .isPresent();
    }

    /**
     * Turns it on or off.
     *
     * @param enabled empty when it could not be read; {@code violations} says why
     * @throws RefusedException when it is not there, does not speak HTTP, or may not be changed now; nothing has changed
     *     then
     */
    public void set(
            Caller caller,
            LoadBalancerId id,
            Optional<Boolean> enabled,
            List<Violation> violations,
            Admission admission) {
        loadBalancers.present(caller, id);
        if (!violations.isEmpty()) {
            throw new RefusedException(new Refusal.Invalid(violations));
        }
        boolean on = enabled.orElseThrow();
        editor.edit(caller.tenant(), id, admission, (_, current, _) -> {
            TrafficPolicy policy = current.policy().withContentCaching(on);
            PolicyRules.require(current.primaryListener().protocol(), policy);
            return current.withPolicy(policy);
        });
    }
}
