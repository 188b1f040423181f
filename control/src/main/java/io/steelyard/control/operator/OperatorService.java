package io.steelyard.control.operator;

import io.steelyard.control.change.LoadBalancerEditor;
import io.steelyard.control.event.Event;
import io.steelyard.control.store.LoadBalancerRow;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.refusal.RefusedException;

/**
 * What the operator may do with any tenant's balancer. Each method says what became of it, and refuses with a {@link
 * RefusedException} what is not there (NotFound), about to go (Immutable) or gone (Gone).
 */
public final class OperatorService {
    private final LoadBalancerEditor editor;

    public OperatorService(LoadBalancerEditor editor) {
        this.editor = editor;
    }

    /**
     * Stops a balancer's traffic: HTTP clients get the 503 page, others a closed connection, and its tenant may only look.
     * Its configuration and addresses stay. Nothing changes when it is suspended already.
     */
    public LoadBalancerRow suspend(LoadBalancerId id) {
        return editor.operate(
                id,
                Event.Type.SUSPENDED,
                "Load balancer " + id + " was suspended by the operator.",
                (change, now) -> change.suspended() ? change : change.suspending(now));
    }

    /** Lets a suspended balancer's traffic through again. Nothing changes when it is not suspended. */
    public LoadBalancerRow resume(LoadBalancerId id) {
        return editor.operate(
                id,
                Event.Type.RESUMED,
                "Load balancer " + id + " was resumed by the operator.",
                (change, now) -> change.suspended() ? change.resuming(now) : change);
    }

    /** Has the hosts told anew what a balancer asks for, whatever its status. */
    public LoadBalancerRow resync(LoadBalancerId id) {
        return editor.operate(
                id,
                Event.Type.RESYNCED,
                "Load balancer " + id + " was told to the hosts anew.",
                (change, now) -> change.edited(now));
    }
}
