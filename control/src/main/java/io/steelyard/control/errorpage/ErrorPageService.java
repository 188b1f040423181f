package io.steelyard.control.errorpage;

import io.steelyard.control.change.Admission;
import io.steelyard.control.change.LoadBalancerEditor;
import io.steelyard.control.identity.Caller;
import io.steelyard.control.loadbalancer.LoadBalancerService;
import io.steelyard.control.loadbalancer.PolicyRules;
import io.steelyard.domain.errorpage.ErrorPage;
import io.steelyard.domain.loadbalancer.LoadBalancer;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.refusal.Refusal;
import io.steelyard.domain.refusal.RefusedException;
import io.steelyard.domain.refusal.Violation;
import java.util.List;
import java.util.Optional;

/** What tenants may do with the page that HTTP clients see when no node could serve them. */
public final class ErrorPageService {
    private final LoadBalancerService loadBalancers;
    private final LoadBalancerEditor editor;

    public ErrorPageService(LoadBalancerService loadBalancers, LoadBalancerEditor editor) {
        this.loadBalancers = loadBalancers;
        this.editor = editor;
    }

    /** Empty for the service's own. */
    public Optional<ErrorPage> get(Caller caller, LoadBalancerId id) {
        return loadBalancers
                .present(caller, id)
                .row()
                .configuration()
                .flatMap(configuration -> configuration.policy().errorPage());
    }

    /**
     * Sets it.
     *
     * @param wanted empty when it could not be read
     * @param violations what the dialect found wrong while reading
     * @throws RefusedException when something is wrong, or the balancer does not speak HTTP; nothing has changed then
     */
    public ErrorPage set(
            Caller caller,
            LoadBalancerId id,
            Optional<ErrorPage> wanted,
            List<Violation> violations,
            Admission admission) {
        loadBalancers.present(caller, id);
        if (!violations.isEmpty()) {
            throw new RefusedException(new Refusal.Invalid(violations));
        }
        ErrorPage page = wanted.orElseThrow();
        editor.edit(caller.tenant(), id, admission, (_, loadBalancer, _) -> {
            LoadBalancer changed = with(loadBalancer, Optional.of(page));
            PolicyRules.require(changed.primaryListener().protocol(), changed.policy());
            return changed;
        });
        return page;
    }

    /** The service's own page is shown again. @throws RefusedException with Missing when it is shown already */
    public void remove(Caller caller, LoadBalancerId id, Admission admission) {
        loadBalancers.present(caller, id);
        editor.edit(caller.tenant(), id, admission, (_, loadBalancer, _) -> {
            if (loadBalancer.policy().errorPage().isEmpty()) {
                throw new RefusedException(new Refusal.Missing(Refusal.Noun.ERROR_PAGE));
            }
            return with(loadBalancer, Optional.empty());
        });
    }

    private static LoadBalancer with(LoadBalancer loadBalancer, Optional<ErrorPage> page) {
        return loadBalancer.withPolicy(loadBalancer.policy().withErrorPage(page));
    }
}
