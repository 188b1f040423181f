package io.steelyard.api.elb.policy;

import io.steelyard.api.elb.query.Action;
import io.steelyard.api.elb.query.Call;
import io.steelyard.api.elb.query.QueryError;
import io.steelyard.api.elb.query.Xml;
import io.steelyard.control.classic.ClassicService;
import io.steelyard.domain.classic.Classic;
import io.steelyard.domain.classic.ClassicListener;
import io.steelyard.domain.classic.PolicyType;
import io.steelyard.domain.listener.Port;
import io.steelyard.domain.refusal.Refusal;
import io.steelyard.domain.refusal.RefusedException;
import java.util.Collections;
import java.util.List;

/** Says which policies a listener uses, and no others; an empty list ends that of all. */
public final class SetPoliciesOfListener implements Action {
    private final ClassicService classics;

    public SetPoliciesOfListener(ClassicService classics) {
        this.classics = classics;
    }

    @Override
    public void answer(Call call, Xml result) {
        Port port = new Port(call.parameters().requireNumber("LoadBalancerPort", Port.MIN, Port.MAX));
        List<String> names =
                call.parameters().list("PolicyNames").stream().distinct().toList();
        classics.change(call.caller(), call.balancer(), said -> with(said, port, names));
    }

    private static Classic with(Classic said, Port port, List<String> names) {
        ClassicListener listener = said.listener(port)
                .orElseThrow(() -> new RefusedException(new Refusal.NotFound(Refusal.Noun.LISTENER)));
        List<PolicyType> types = PolicyUse.types(said, names);
        for (PolicyType type : types) {
            requireFits(listener, type);
        }
        if (types.stream().filter(type -> type != PolicyType.SSL_NEGOTIATION).count() > 1) {
            throw QueryError.INVALID_CONFIGURATION.because("A listener has one stickiness policy at most.");
        }
        if (Collections.frequency(types, PolicyType.SSL_NEGOTIATION) > 1) {
            throw QueryError.INVALID_CONFIGURATION.because("A listener has one policy of SSL negotiation at most.");
        }
        return said.withListener(listener.withPolicyNames(names)).withReadyPolicies();
    }

    private static void requireFits(ClassicListener listener, PolicyType type) {
        boolean fits = type == PolicyType.SSL_NEGOTIATION
                ? listener.protocol().isSecure()
                : type.isForListeners() && listener.protocol().isHttp();
        if (!fits) {
            throw QueryError.INVALID_CONFIGURATION.because(
                    "A policy of " + type.typeName() + " is not for a listener of " + listener.protocol() + ".");
        }
    }
}
