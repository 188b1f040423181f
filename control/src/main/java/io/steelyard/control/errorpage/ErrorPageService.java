package io.steelyard.control.errorpage;

import io.steelyard.control.change.Admission;
import io.steelyard.control.change.LoadBalancerEditor;
import io.steelyard.control.identity.Caller;
import io.steelyard.control.loadbalancer.LoadBalancerService;
import io.steelyard.control.loadbalancer.OptionalPartService;
import io.steelyard.control.loadbalancer.PolicyRules;
import io.steelyard.domain.errorpage.ErrorPage;
import io.steelyard.domain.loadbalancer.LoadBalancer;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.refusal.Refusal;
import io.steelyard.domain.refusal.RefusedException;
import io.steelyard.domain.refusal.Violation;
import java.util.List;
import java.util.Optional;

/** The page that HTTP clients see when no node could serve them; the service's own where a balancer has none. */
public final class ErrorPageService extends OptionalPartService<ErrorPage> {
    public ErrorPageService(LoadBalancerService loadBalancers, LoadBalancerEditor editor) {
        super(loadBalancers, editor, Refusal.Noun.ERROR_PAGE);
    }

    @Override
    protected Optional<ErrorPage> of(LoadBalancer loadBalancer) {
        return loadBalancer.policy().errorPage();
    }

    @Override
    protected LoadBalancer with(LoadBalancer loadBalancer, Optional<ErrorPage> page) {
        return loadBalancer.withPolicy(loadBalancer.policy().withErrorPage(page));
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
        get(caller, id);
        RefusedException.ifAny(violations);
        ErrorPage page = wanted.orElseThrow();
        return edit(caller, id, admission, loadBalancer -> fitting(loadBalancer, page));
    }

    private static ErrorPage fitting(LoadBalancer loadBalancer, ErrorPage page) {
        RefusedException.ifAny(PolicyRules.check(
                loadBalancer.primaryListener().protocol(), loadBalancer.policy().withErrorPage(Optional.of(page))));
        return page;
    }
}
