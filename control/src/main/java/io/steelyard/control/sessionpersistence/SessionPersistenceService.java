package io.steelyard.control.sessionpersistence;

import io.steelyard.control.change.Admission;
import io.steelyard.control.change.LoadBalancerEditor;
import io.steelyard.control.identity.Caller;
import io.steelyard.control.loadbalancer.LoadBalancerService;
import io.steelyard.domain.listener.Protocol;
import io.steelyard.domain.loadbalancer.LoadBalancer;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.persistence.SessionPersistence;
import io.steelyard.domain.refusal.Refusal;
import io.steelyard.domain.refusal.RefusedException;
import io.steelyard.domain.refusal.Violation;
import java.util.List;
import java.util.Optional;

/** What tenants may do with the session persistence of a balancer (2010 specification, section 4.11). */
public final class SessionPersistenceService {
    private final LoadBalancerService loadBalancers;
    private final LoadBalancerEditor editor;

    public SessionPersistenceService(LoadBalancerService loadBalancers, LoadBalancerEditor editor) {
        this.loadBalancers = loadBalancers;
        this.editor = editor;
    }

    /**
     * Empty when there is none.
     *
     * @throws RefusedException with NotFound or Gone
     */
    public Optional<SessionPersistence> get(Caller caller, LoadBalancerId id) {
        return loadBalancers.present(caller, id).row().configuration().flatMap(SessionPersistenceService::of);
    }

    private static Optional<SessionPersistence> of(LoadBalancer loadBalancer) {
        return loadBalancer.primaryPool().persistence();
    }

    /**
     * Sets it, whether or not there was one.
     *
     * @param wanted empty when it could not be read; {@code violations} says why
     * @return what was set
     * @throws RefusedException when the protocol cannot have it, or the balancer may not be changed now
     */
    public SessionPersistence set(
            Caller caller,
            LoadBalancerId id,
            Optional<SessionPersistence> wanted,
            List<Violation> violations,
            Admission admission) {
        get(caller, id);
        if (!violations.isEmpty()) {
            throw new RefusedException(new Refusal.Invalid(violations));
        }
        SessionPersistence one = wanted.orElseThrow();
        editor.edit(caller.tenant(), id, admission, (unit, loadBalancer, now) -> {
            requireFitting(loadBalancer.primaryListener().protocol(), one);
            return with(loadBalancer, Optional.of(one));
        });
        return one;
    }

    private static void requireFitting(Protocol protocol, SessionPersistence persistence) {
        SessionPersistenceRules.violation("persistenceType", protocol, persistence)
                .ifPresent(broken -> {
                    throw new RefusedException(new Refusal.Invalid(List.of(broken)));
                });
    }

    /**
     * Any node will do for any client again.
     *
     * @throws RefusedException with Missing when there is none to remove
     */
    public void remove(Caller caller, LoadBalancerId id, Admission admission) {
        get(caller, id);
        editor.edit(caller.tenant(), id, admission, (unit, loadBalancer, now) -> {
            if (of(loadBalancer).isEmpty()) {
                throw new RefusedException(new Refusal.Missing(Refusal.Noun.SESSION_PERSISTENCE));
            }
            return with(loadBalancer, Optional.empty());
        });
    }

    private static LoadBalancer with(LoadBalancer loadBalancer, Optional<SessionPersistence> persistence) {
        return loadBalancer.withPool(loadBalancer.primaryPool().withPersistence(persistence));
    }
}
