package io.steelyard.control.sessionpersistence;

import io.steelyard.control.change.Admission;
import io.steelyard.control.change.LoadBalancerEditor;
import io.steelyard.control.identity.Caller;
import io.steelyard.control.loadbalancer.LoadBalancerService;
import io.steelyard.control.loadbalancer.OptionalPartService;
import io.steelyard.domain.loadbalancer.LoadBalancer;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.persistence.SessionPersistence;
import io.steelyard.domain.refusal.Refusal;
import io.steelyard.domain.refusal.RefusedException;
import io.steelyard.domain.refusal.Violation;
import java.util.List;
import java.util.Optional;

/** A balancer's session persistence (2010 specification, section 4.11); without it, any node will do for any client. */
public final class SessionPersistenceService extends OptionalPartService<SessionPersistence> {
    public SessionPersistenceService(LoadBalancerService loadBalancers, LoadBalancerEditor editor) {
        super(loadBalancers, editor, Refusal.Noun.SESSION_PERSISTENCE);
    }

    @Override
    protected Optional<SessionPersistence> of(LoadBalancer loadBalancer) {
        return loadBalancer.primaryPool().persistence();
    }

    @Override
    protected LoadBalancer with(LoadBalancer loadBalancer, Optional<SessionPersistence> persistence) {
        return loadBalancer.withPool(loadBalancer.primaryPool().withPersistence(persistence));
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
        RefusedException.ifAny(violations);
        SessionPersistence persistence = wanted.orElseThrow();
        return edit(caller, id, admission, loadBalancer -> fitting(loadBalancer, persistence));
    }

    private static SessionPersistence fitting(LoadBalancer loadBalancer, SessionPersistence persistence) {
        RefusedException.ifAny(
                SessionPersistenceRules.violation(
                                "persistenceType",
                                loadBalancer.primaryListener().protocol(),
                                persistence)
                        .stream()
                        .toList());
        return persistence;
    }
}
