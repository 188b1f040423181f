package io.steelyard.api.elb.listener;

import io.steelyard.api.elb.query.Action;
import io.steelyard.api.elb.query.Call;
import io.steelyard.api.elb.query.QueryError;
import io.steelyard.api.elb.query.Xml;
import io.steelyard.control.classic.ClassicService;
import io.steelyard.domain.listener.Port;
import java.util.List;

/** Takes listeners away; ports without one are passed over. */
public final class DeleteLoadBalancerListeners implements Action {
    private final ClassicService classics;

    public DeleteLoadBalancerListeners(ClassicService classics) {
        this.classics = classics;
    }

    @Override
    public void answer(Call call, Xml result) {
        List<Port> ports = call.parameters().requireList("LoadBalancerPorts").stream()
                .map(DeleteLoadBalancerListeners::port)
                .toList();
        classics.change(
                call.caller(),
                call.balancer(),
                said -> said.withListeners(said.listeners().stream()
                        .filter(listener -> !ports.contains(listener.port()))
                        .toList()));
    }

    private static Port port(String text) {
        if (!text.matches("[0-9]{1,5}") || !Port.isValid(Integer.parseInt(text))) {
            throw QueryError.VALIDATION.because("A port is a whole number from 1 to 65535, not " + text + ".");
        }
        return new Port(Integer.parseInt(text));
    }
}
