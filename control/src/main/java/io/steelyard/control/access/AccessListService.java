package io.steelyard.control.access;

import io.steelyard.control.change.Admission;
import io.steelyard.control.change.LoadBalancerEditor;
import io.steelyard.control.identity.Caller;
import io.steelyard.control.limit.LimitService;
import io.steelyard.control.loadbalancer.LoadBalancerService;
import io.steelyard.domain.access.AccessRule;
import io.steelyard.domain.loadbalancer.LoadBalancer;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.loadbalancer.TrafficPolicy;
import io.steelyard.domain.refusal.Refusal;
import io.steelyard.domain.refusal.Refusal.Limit;
import io.steelyard.domain.refusal.RefusedException;
import io.steelyard.domain.refusal.Violation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What tenants may do with the access list of a balancer. */
public final class AccessListService {
    private final LoadBalancerService loadBalancers;
    private final LoadBalancerEditor editor;
    private final LimitService limits;

    public AccessListService(LoadBalancerService loadBalancers, LoadBalancerEditor editor, LimitService limits) {
        this.loadBalancers = loadBalancers;
        this.editor = editor;
        this.limits = limits;
    }

    /** A balancer's rules, newest first. */
    public List<AccessRule> list(Caller caller, LoadBalancerId id) {
        return rules(loadBalancers.present(caller, id).row().configuration().orElseThrow())
                .reversed();
    }

    /**
     * Adds rules, all or none of them.
     *
     * @param violations what the dialect found wrong while reading
     * @throws RefusedException when one is of a network that has a rule, the list would be too long, or there are none;
     *     nothing has changed then
     */
    public void add(
            Caller caller,
            LoadBalancerId id,
            List<NewAccessRule> wanted,
            List<Violation> violations,
            Admission admission) {
        loadBalancers.present(caller, id);
        requireValid(wanted, violations);
        editor.edit(caller.tenant(), id, admission, (unit, loadBalancer, now) -> {
            List<AccessRule> rules = new ArrayList<>(rules(loadBalancer));
            RefusedException.ifAny(AccessRules.check(rules, wanted));
            wanted.forEach(rule -> rules.add(rule.numbered(unit, now)));
            limits.of(unit, caller.tenant()).check(Limit.ACCESS_LIST_ITEMS_PER_LOAD_BALANCER, rules.size());
            return with(loadBalancer, rules);
        });
    }

    /**
     * Removes rules, all or none of them.
     *
     * @throws RefusedException with NotFound when the balancer or one of the rules is not there
     */
    public void remove(Caller caller, LoadBalancerId id, List<Integer> removed, Admission admission) {
        limits.requireBatch(caller.tenant(), removed.size());
        Set<Integer> wanted = new HashSet<>(removed);
        without(list(caller, id), wanted);
        editor.edit(
                caller.tenant(),
                id,
                admission,
                (_, loadBalancer, _) -> with(loadBalancer, without(rules(loadBalancer), wanted)));
    }

    /** Removes every rule; everybody gets in. */
    public void clear(Caller caller, LoadBalancerId id, Admission admission) {
        loadBalancers.present(caller, id);
        editor.edit(caller.tenant(), id, admission, (_, loadBalancer, _) -> with(loadBalancer, List.of()));
    }

    private static void requireValid(List<NewAccessRule> wanted, List<Violation> found) {
        List<Violation> violations = new ArrayList<>(found);
        violations.addAll(AccessRules.check(List.of(), wanted));
        if (wanted.isEmpty() && found.isEmpty()) {
            violations.add(new Violation("accessList", Violation.Rule.REQUIRED, "a list of at least one network item"));
        }
        RefusedException.ifAny(violations);
    }

    private static List<AccessRule> without(List<AccessRule> rules, Set<Integer> removed) {
        List<AccessRule> rest =
                rules.stream().filter(rule -> !removed.contains(rule.id())).toList();
        if (rest.size() + removed.size() != rules.size()) {
            throw new RefusedException(new Refusal.NotFound(Refusal.Noun.ACCESS_RULE));
        }
        return rest;
    }

    private static List<AccessRule> rules(LoadBalancer loadBalancer) {
        return loadBalancer.policy().accessList();
    }

    private static LoadBalancer with(LoadBalancer loadBalancer, List<AccessRule> rules) {
        TrafficPolicy policy = loadBalancer.policy();
        return loadBalancer.withPolicy(policy.withAccessList(rules));
    }
}
