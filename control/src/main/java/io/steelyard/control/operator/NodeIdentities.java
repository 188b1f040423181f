package io.steelyard.control.operator;

import io.steelyard.control.ssltermination.CheckedCertificate;
import io.steelyard.control.ssltermination.NewCertificate;
import io.steelyard.control.ssltermination.Terminations;
import io.steelyard.control.store.WriteUnit;
import io.steelyard.domain.loadbalancer.LoadBalancer;
import io.steelyard.domain.refusal.RefusedException;
import io.steelyard.domain.refusal.Violation;
import io.steelyard.domain.tls.ServerCertificate;
import io.steelyard.domain.traffic.NodeTls;
import io.steelyard.domain.traffic.TrafficOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What balancers show nodes that ask for a certificate: judged and sealed as what they show clients. */
public final class NodeIdentities {
    private final Terminations terminations;

    public NodeIdentities(Terminations terminations) {
        this.terminations = terminations;
    }

    /** The same options with this identity, its key sealed within the unit. */
    TrafficOptions of(WriteUnit unit, LoadBalancer before, TrafficOptions options, NewCertificate given) {
        Optional<NodeTls> tls = options.find(NodeTls.class);
        return tls.isEmpty() || given.isAbsent()
                ? options
                : options.with(tls.get().withIdentity(identity(unit, before, given)));
    }

    private ServerCertificate identity(WriteUnit unit, LoadBalancer before, NewCertificate given) {
        Optional<ServerCertificate> shown =
                before.policy().options().find(NodeTls.class).flatMap(NodeTls::identity);
        if (given.privateKey().isEmpty() && shown.isPresent() && isSame(given, shown.get())) {
            return shown.get();
        }
        List<Violation> violations = new ArrayList<>();
        Optional<CheckedCertificate> checked = terminations.check(given, violations);
        RefusedException.ifAny(violations);
        return checked.orElseThrow().keep(terminations.vault(), unit, before.tenant(), before.id());
    }

    private static boolean isSame(NewCertificate given, ServerCertificate shown) {
        return given.certificate()
                        .map(String::strip)
                        .equals(Optional.of(shown.certificate().strip()))
                && given.intermediates()
                        .map(String::strip)
                        .equals(shown.intermediates().map(String::strip));
    }
}
