package io.steelyard.control.loadbalancer;

import io.steelyard.control.change.Admission;
import io.steelyard.control.change.LoadBalancerEditor;
import io.steelyard.control.identity.Caller;
import io.steelyard.domain.loadbalancer.LoadBalancer;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.refusal.Refusal;
import io.steelyard.domain.refusal.RefusedException;
import java.util.Optional;
import java.util.function.Function;

/**
 * What tenants may do with a part that a balancer has or lacks. How it is set, and which of several things that are
 * wrong is told first, each part decides for itself.
 */
public abstract class OptionalPartService<T> {
    private final LoadBalancerService loadBalancers;
    private final LoadBalancerEditor editor;
    private final Refusal.Noun noun;

    /** @param noun what is missing when there is none to remove */
    protected OptionalPartService(LoadBalancerService loadBalancers, LoadBalancerEditor editor, Refusal.Noun noun) {
        this.loadBalancers = loadBalancers;
        this.editor = editor;
        this.noun = noun;
    }

    /** The part of a balancer. */
    protected abstract Optional<T> of(LoadBalancer loadBalancer);

    /** The same balancer with another part, or without. */
    protected abstract LoadBalancer with(LoadBalancer loadBalancer, Optional<T> part);

    /**
     * Empty when the balancer lacks it.
     *
     * @throws RefusedException with NotFound or Gone
     */
    public final Optional<T> get(Caller caller, LoadBalancerId id) {
        return loadBalancers.present(caller, id).row().configuration().flatMap(this::of);
    }

    /** @throws RefusedException with Missing when there is none, or when the balancer may not be changed now */
    public final void remove(Caller caller, LoadBalancerId id, Admission admission) {
        loadBalancers.present(caller, id);
        editor.edit(caller.tenant(), id, admission, (_, loadBalancer, _) -> without(loadBalancer));
    }

    private LoadBalancer without(LoadBalancer loadBalancer) {
        if (of(loadBalancer).isEmpty()) {
            throw new RefusedException(new Refusal.Missing(noun));
        }
        return with(loadBalancer, Optional.empty());
    }

    /**
     * Gives a balancer what {@code wanted} makes of the balancer as it is.
     *
     * @return what it has from now on
     * @throws RefusedException when the balancer may not be changed now, or with what {@code wanted} refuses; nothing has
     *     changed then
     */
    protected final T edit(Caller caller, LoadBalancerId id, Admission admission, Function<LoadBalancer, T> wanted) {
        return editor.edit(
                        caller.tenant(),
                        id,
                        admission,
                        (_, loadBalancer, _) -> with(loadBalancer, Optional.of(wanted.apply(loadBalancer))))
                .configuration()
                .flatMap(this::of)
                .orElseThrow();
    }
}
