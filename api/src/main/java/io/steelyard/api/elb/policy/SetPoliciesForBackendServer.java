package io.steelyard.api.elb.policy;

import io.steelyard.api.elb.query.Action;
import io.steelyard.api.elb.query.Call;
import io.steelyard.api.elb.query.QueryError;
import io.steelyard.api.elb.query.Xml;
import io.steelyard.control.classic.ClassicService;
import io.steelyard.domain.classic.BackendPolicies;
import io.steelyard.domain.classic.Classic;
import io.steelyard.domain.classic.PolicyType;
import io.steelyard.domain.listener.Port;
import io.steelyard.domain.traffic.NodeTls;
import java.util.List;

/** Says which policies hold for connections to a port of the instances, and no others. */
public final class SetPoliciesForBackendServer implements Action {
    private final ClassicService classics;

    public SetPoliciesForBackendServer(ClassicService classics) {
        this.classics = classics;
    }

    @Override
    public void answer(Call call, Xml result) {
        Port port = new Port(call.parameters().requireNumber("InstancePort", Port.MIN, Port.MAX));
        List<String> names =
                call.parameters().list("PolicyNames").stream().distinct().toList();
        classics.change(call.caller(), call.balancer(), said -> with(said, port, names));
    }

    private static Classic with(Classic said, Port port, List<String> names) {
        for (PolicyType type : PolicyUse.types(said, names)) {
            if (!type.isForBackends()) {
                throw QueryError.INVALID_CONFIGURATION.because(
                        "A policy of " + type.typeName() + " is not for instance ports.");
            }
        }
        if (said.listeners().stream()
                .noneMatch(listener -> listener.instancePort().equals(port))) {
            throw QueryError.INVALID_CONFIGURATION.because("No listener sends traffic to instance port " + port + ".");
        }
        requireFewKeys(said, names);
        return said.withBackendPolicies(new BackendPolicies(port, names));
    }

    private static void requireFewKeys(Classic said, List<String> names) {
        long keys = names.stream()
                .flatMap(name -> said.policy(name).stream())
                .flatMap(policy -> policy.values(Attributes.PUBLIC_KEY_POLICY).stream())
                .distinct()
                .count();
        if (keys > NodeTls.MAX_KEYS) {
            throw QueryError.INVALID_CONFIGURATION.because(
                    "An instance port has at most " + NodeTls.MAX_KEYS + " public keys.");
        }
    }
}
