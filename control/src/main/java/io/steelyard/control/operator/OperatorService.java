package io.steelyard.control.operator;

import io.steelyard.control.change.LoadBalancerEditor;
import io.steelyard.control.event.Event;
import io.steelyard.control.event.EveryoneEvents;
import io.steelyard.control.event.RecordedEvent;
import io.steelyard.control.loadbalancer.LoadBalancerView;
import io.steelyard.control.ssltermination.NewCertificate;
import io.steelyard.control.store.LoadBalancerRow;
import io.steelyard.control.store.LoadBalancerSearch;
import io.steelyard.control.store.ReadUnit;
import io.steelyard.control.store.Revision;
import io.steelyard.control.store.Store;
import io.steelyard.control.store.WriteUnit;
import io.steelyard.domain.loadbalancer.LoadBalancer;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.refusal.Refusal;
import io.steelyard.domain.refusal.RefusedException;
import io.steelyard.domain.traffic.TrafficOptions;
import java.util.List;
import java.util.function.BiFunction;

/**
 * What the operator may do with any tenant's balancer. Each method says what became of it, and refuses with a {@link
 * RefusedException} what is not there (NotFound), about to go (Immutable) or gone (Gone).
 */
public final class OperatorService {
    private final Store store;
    private final LoadBalancerEditor editor;
    private final NodeIdentities nodeIdentities;

    public OperatorService(Store store, LoadBalancerEditor editor, NodeIdentities nodeIdentities) {
        this.store = store;
        this.editor = editor;
        this.nodeIdentities = nodeIdentities;
    }

    /** Balancers of any tenant, lowest id first. */
    public List<LoadBalancerView> search(LoadBalancerSearch wanted) {
        return store.read(unit -> LoadBalancerView.of(unit, unit.search(wanted)));
    }

    public LoadBalancerView get(LoadBalancerId id) {
        return store.read(unit -> LoadBalancerView.of(unit, row(unit, id)));
    }

    /** What happened to a balancer, newest first. */
    public List<Event> events(LoadBalancerId id, int limit) {
        return store.read(unit -> unit.events(row(unit, id).id(), limit));
    }

    /** Events of all accounts, newest first. */
    public List<RecordedEvent> events(EveryoneEvents wanted) {
        return store.read(unit -> unit.events(wanted));
    }

    /** What was asked for, generation by generation, newest first; the last 20, none of a deleted one. */
    public List<Revision> history(LoadBalancerId id) {
        return store.read(unit -> unit.revisions(row(unit, id).id()));
    }

    private static LoadBalancerRow row(ReadUnit unit, LoadBalancerId id) {
        return unit.loadBalancer(id)
                .orElseThrow(() -> new RefusedException(new Refusal.NotFound(Refusal.Noun.LOAD_BALANCER)));
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

    /** Tries a balancer in ERROR again. Nothing changes when its last change has not failed. */
    public LoadBalancerRow retry(LoadBalancerId id) {
        return editor.operate(
                id,
                Event.Type.RESYNCED,
                "Load balancer " + id + " was tried again by the operator.",
                (change, now) -> change.failure().isPresent() ? change.edited(now) : change);
    }

    /** Has the hosts told anew what a balancer asks for, whatever its status. */
    public LoadBalancerRow resync(LoadBalancerId id) {
        return editor.operate(
                id,
                Event.Type.RESYNCED,
                "Load balancer " + id + " was told to the hosts anew.",
                (change, now) -> change.edited(now));
    }

    /** What is switched on for a balancer's traffic. */
    public TrafficOptions trafficOptions(LoadBalancerId id) {
        return store.read(unit -> row(unit, id))
                .configuration()
                .orElseThrow(() -> new RefusedException(new Refusal.Gone(id)))
                .policy()
                .options();
    }

    /**
     * Switches these on for a balancer's traffic, and all others off. Nothing changes when it is so already.
     *
     * @param nodeIdentity what nodes are shown, where these have TLS to nodes; without a key when it is what they are shown
     *     already
     * @return what is on now
     * @throws RefusedException also when the certificate breaks a rule
     */
    public TrafficOptions setTrafficOptions(LoadBalancerId id, TrafficOptions options, NewCertificate nodeIdentity) {
        return configure(id, (unit, before) -> nodeIdentities.of(unit, before, options, nodeIdentity));
    }

    /** Switches every option off. Nothing changes when it is so already. */
    public TrafficOptions clearTrafficOptions(LoadBalancerId id) {
        return configure(id, (_, _) -> TrafficOptions.NONE);
    }

    private TrafficOptions configure(LoadBalancerId id, BiFunction<WriteUnit, LoadBalancer, TrafficOptions> options) {
        return editor.configure(
                        id,
                        "The traffic options of load balancer " + id + " were changed by the operator.",
                        (unit, before) -> before.withPolicy(before.policy().withOptions(options.apply(unit, before))))
                .configuration()
                .orElseThrow()
                .policy()
                .options();
    }
}
