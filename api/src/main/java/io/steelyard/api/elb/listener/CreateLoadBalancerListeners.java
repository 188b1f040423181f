package io.steelyard.api.elb.listener;

import io.steelyard.api.elb.query.Action;
import io.steelyard.api.elb.query.Call;
import io.steelyard.api.elb.query.Xml;
import io.steelyard.control.classic.ClassicService;
import io.steelyard.domain.classic.Classic;
import io.steelyard.domain.classic.ClassicListener;
import io.steelyard.domain.refusal.Refusal;
import io.steelyard.domain.refusal.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Adds listeners; one that is there already in the same form stays. */
public final class CreateLoadBalancerListeners implements Action {
    private final ClassicService classics;

    public CreateLoadBalancerListeners(ClassicService classics) {
        this.classics = classics;
    }

    @Override
    public void answer(Call call, Xml result) {
        List<ClassicListener> wanted = Listeners.read(call.parameters());
        classics.change(call.caller(), call.balancer(), said -> with(said, wanted));
    }

    private static Classic with(Classic said, List<ClassicListener> wanted) {
        List<ClassicListener> all = new ArrayList<>(said.listeners());
        for (ClassicListener listener : wanted) {
            Optional<ClassicListener> there = said.listener(listener.port());
            if (there.filter(known -> !known.isSameAs(listener)).isPresent()) {
                throw new RefusedException(new Refusal.Conflict(Refusal.Noun.LISTENER, "on port " + listener.port()));
            }
            if (there.isEmpty()) {
                all.add(listener);
            }
        }
        return said.withListeners(all).withReadyPolicies();
    }
}
