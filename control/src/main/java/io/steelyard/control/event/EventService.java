package io.steelyard.control.event;

import io.steelyard.control.identity.Caller;
import io.steelyard.control.loadbalancer.LoadBalancerService;
import io.steelyard.control.store.Store;
import io.steelyard.domain.refusal.RefusedException;
import java.util.List;

/** What tenants may know of what happened to their balancers. */
public final class EventService {
    private final Store store;
    private final LoadBalancerService loadBalancers;

    public EventService(Store store, LoadBalancerService loadBalancers) {
        this.store = store;
        this.loadBalancers = loadBalancers;
    }

    /**
     * Newest first; of a DELETED balancer as long as nothing is asked of its parts, which it has no more.
     *
     * @throws RefusedException with NotFound or Gone
     */
    public List<RecordedEvent> list(Caller caller, EventSearch wanted) {
        if (wanted.part().isPresent()) {
            loadBalancers.present(caller, wanted.loadBalancer());
        } else {
            loadBalancers.get(caller, wanted.loadBalancer());
        }
        return store.read(unit -> unit.events(wanted));
    }
}
