package io.steelyard.control.ssltermination;

import io.steelyard.control.change.Admission;
import io.steelyard.control.identity.Caller;
import io.steelyard.control.limit.LimitService;
import io.steelyard.control.store.WriteUnit;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.refusal.Refusal;
import io.steelyard.domain.refusal.Refusal.Limit;
import io.steelyard.domain.refusal.RefusedException;
import io.steelyard.domain.refusal.Violation;
import io.steelyard.domain.refusal.Violation.Rule;
import io.steelyard.domain.tls.CertificateMapping;
import io.steelyard.domain.tls.HostPattern;
import io.steelyard.domain.tls.ServerCertificate;
import io.steelyard.domain.tls.Tls;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Certificates for single hosts of a balancer whose TLS ends there, as the later service has them. */
public final class CertificateMappingService {
    private final SslTerminationService termination;
    private final LimitService limits;

    public CertificateMappingService(SslTerminationService termination, LimitService limits) {
        this.termination = termination;
        this.limits = limits;
    }

    /**
     * Oldest first.
     *
     * @throws RefusedException with NotFound when TLS does not end at the balancer, with Gone
     */
    public List<CertificateMapping> list(Caller caller, LoadBalancerId id) {
        return termination.get(caller, id).tls().orElseThrow().mappings();
    }

    /** @throws RefusedException with NotFound when it is not there */
    public CertificateMapping get(Caller caller, LoadBalancerId id, int mapping) {
        return find(list(caller, id), mapping);
    }

    private static CertificateMapping find(List<CertificateMapping> mappings, int id) {
        return mappings.stream()
                .filter(mapping -> mapping.id() == id)
                .findFirst()
                .orElseThrow(() -> new RefusedException(new Refusal.NotFound(Refusal.Noun.CERTIFICATE_MAPPING)));
    }

    /**
     * Adds one.
     *
     * @throws RefusedException when a rule is broken, or the balancer may not be changed now; nothing has changed then
     */
    public CertificateMapping add(Caller caller, LoadBalancerId id, NewCertificateMapping wanted, Admission admission) {
        list(caller, id);
        List<Violation> violations = new ArrayList<>(wanted.violations());
        Optional<CheckedCertificate> certificate = termination.terminations().check(wanted.certificate(), violations);
        RefusedException.ifAny(violations);
        Tls changed = termination.edit(caller, id, admission, (unit, tls) -> {
            limits.of(unit, caller.tenant())
                    .check(
                            Limit.CERTIFICATE_MAPPINGS_PER_LOAD_BALANCER,
                            tls.mappings().size() + 1);
            int added = tls.lastMapping() + 1;
            HostPattern host = wanted.host().orElseThrow();
            requireFree(tls, host, added);
            ServerCertificate kept = keep(unit, caller, id, certificate.orElseThrow());
            List<CertificateMapping> all = new ArrayList<>(tls.mappings());
            all.add(new CertificateMapping(added, host, kept));
            return tls.withMappings(all, added);
        });
        return changed.mappings().getLast();
    }

    /**
     * Changes what is given of one.
     *
     * @throws RefusedException with NotFound when it is not there, and as {@link #add}
     */
    public CertificateMapping update(
            Caller caller, LoadBalancerId id, int mapping, NewCertificateMapping wanted, Admission admission) {
        get(caller, id, mapping);
        List<Violation> violations = new ArrayList<>(wanted.violations());
        Optional<CheckedCertificate> certificate = wanted.certificate().isAbsent()
                ? Optional.empty()
                : termination.terminations().check(wanted.certificate(), violations);
        RefusedException.ifAny(violations);
        Tls changed = termination.edit(caller, id, admission, (unit, tls) -> {
            CertificateMapping before = find(tls.mappings(), mapping);
            HostPattern host = wanted.host().orElse(before.host());
            requireFree(tls, host, mapping);
            ServerCertificate next =
                    certificate.map(given -> keep(unit, caller, id, given)).orElse(before.certificate());
            return exchanged(tls, new CertificateMapping(mapping, host, next));
        });
        return find(changed.mappings(), mapping);
    }

    private static Tls exchanged(Tls tls, CertificateMapping changed) {
        return tls.withMappings(
                tls.mappings().stream()
                        .map(mapping -> mapping.id() == changed.id() ? changed : mapping)
                        .toList(),
                tls.lastMapping());
    }

    /**
     * Clients that ask for its host get the usual certificate again.
     *
     * @throws RefusedException with NotFound when it is not there
     */
    public void remove(Caller caller, LoadBalancerId id, int mapping, Admission admission) {
        get(caller, id, mapping);
        termination.edit(caller, id, admission, (unit, tls) -> {
            CertificateMapping gone = find(tls.mappings(), mapping);
            return tls.withMappings(
                    tls.mappings().stream().filter(each -> !each.equals(gone)).toList(), tls.lastMapping());
        });
    }

    private ServerCertificate keep(WriteUnit unit, Caller caller, LoadBalancerId id, CheckedCertificate certificate) {
        return certificate.keep(termination.terminations().vault(), unit, caller.tenant(), id);
    }

    private static void requireFree(Tls tls, HostPattern host, int id) {
        boolean taken =
                tls.mappings().stream().anyMatch(mapping -> mapping.host().equals(host) && mapping.id() != id);
        if (taken) {
            throw new RefusedException(Refusal.Invalid.because(
                    "hostName", Rule.DUPLICATE, "one without a mapping, which " + host + " has"));
        }
    }
}
