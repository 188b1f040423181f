package io.steelyard.control.connectionlogging;

import io.steelyard.control.change.Admission;
import io.steelyard.control.change.LoadBalancerEditor;
import io.steelyard.control.identity.Caller;
import io.steelyard.control.loadbalancer.LoadBalancerService;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.refusal.Refusal;
import io.steelyard.domain.refusal.RefusedException;
import io.steelyard.domain.refusal.Violation;
import java.util.List;
import java.util.Optional;

/** What tenants may do with the access log of a balancer (2010 specification, section 4.12). */
public final class ConnectionLoggingService {
    private final LoadBalancerService loadBalancers;
    private final LoadBalancerEditor editor;

    public ConnectionLoggingService(LoadBalancerService loadBalancers, LoadBalancerEditor editor) {
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
                .filter(loadBalancer -> loadBalancer.policy().connectionLogging())
                .isPresent();
    }

    /**
     * Turns it on or off.
     *
     * @param enabled empty when it could not be read; {@code violations} says why
     * @throws RefusedException when it is not there, or may not be changed now; nothing has changed then
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
        editor.edit(
                caller.tenant(),
                id,
                admission,
                (unit, current, now) -> current.withPolicy(current.policy().withConnectionLogging(on)));
    }
}
