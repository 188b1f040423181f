package io.steelyard.control.ssltermination;

import io.steelyard.control.change.Admission;
import io.steelyard.control.change.LoadBalancerEditor;
import io.steelyard.control.identity.Caller;
import io.steelyard.control.loadbalancer.LoadBalancerService;
import io.steelyard.control.store.LoadBalancerRow;
import io.steelyard.control.store.WriteUnit;
import io.steelyard.domain.listener.Listener;
import io.steelyard.domain.listener.Role;
import io.steelyard.domain.loadbalancer.LoadBalancer;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.refusal.Refusal;
import io.steelyard.domain.refusal.RefusedException;
import io.steelyard.domain.refusal.Violation;
import io.steelyard.domain.tls.Tls;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What tenants may do with the TLS that ends at a balancer, as the later service has it. */
public final class SslTerminationService {
    private final LoadBalancerService loadBalancers;
    private final LoadBalancerEditor editor;
    private final Terminations terminations;

    public SslTerminationService(
            LoadBalancerService loadBalancers, LoadBalancerEditor editor, Terminations terminations) {
        this.loadBalancers = loadBalancers;
        this.editor = editor;
        this.terminations = terminations;
    }

    /**
     * The listener where TLS ends.
     *
     * @throws RefusedException with NotFound when there is none, with Gone
     */
    public Listener get(Caller caller, LoadBalancerId id) {
        return loadBalancers
                .present(caller, id)
                .row()
                .configuration()
                .map(SslTerminationService::secure)
                .orElseThrow();
    }

    /** @throws RefusedException with NotFound when TLS does not end at this balancer */
    static Listener secure(LoadBalancer loadBalancer) {
        return loadBalancer
                .listener(Role.SECURE)
                .orElseThrow(() -> new RefusedException(new Refusal.NotFound(Refusal.Noun.SSL_TERMINATION)));
    }

    /**
     * Sets what is given, whether or not there was one; the first time, a certificate is needed. Connections that are open
     * keep the certificate they were accepted with.
     *
     * @return the listener as it is to be
     * @throws RefusedException when a rule is broken, or the balancer may not be changed now; nothing has changed then
     */
    public Listener set(Caller caller, LoadBalancerId id, SslTerminationChange wanted, Admission admission) {
        boolean first = present(caller, id).listener(Role.SECURE).isEmpty();
        List<Violation> violations = new ArrayList<>(wanted.violations());
        Optional<CheckedCertificate> certificate =
                first || !wanted.certificate().isAbsent()
                        ? terminations.check(wanted.certificate(), violations)
                        : Optional.empty();
        RefusedException.ifAny(violations);
        LoadBalancerRow row = editor.edit(caller.tenant(), id, admission, (unit, current, now) -> {
            Termination termination = new Termination(terminations.vault(), unit, wanted);
            LoadBalancer changed = termination.of(current, certificate);
            Terminations.requireFitting(changed, wanted.path());
            return changed;
        });
        return secure(row.configuration().orElseThrow());
    }

    private LoadBalancer present(Caller caller, LoadBalancerId id) {
        return loadBalancers.present(caller, id).row().configuration().orElseThrow();
    }

    /**
     * TLS no longer ends here: the port is let go and the keys are forgotten.
     *
     * @throws RefusedException with NotFound when there is none; when clients are redirected there
     */
    public void remove(Caller caller, LoadBalancerId id, Admission admission) {
        get(caller, id);
        editor.edit(caller.tenant(), id, admission, (unit, current, now) -> {
            secure(current);
            LoadBalancer plain = SecureListeners.withoutTls(current);
            Terminations.requireFitting(plain, "");
            return plain;
        });
    }

    /** A balancer's TLS with something changed. */
    Tls edit(Caller caller, LoadBalancerId id, Admission admission, TlsEdit change) {
        get(caller, id);
        LoadBalancerRow row = editor.edit(caller.tenant(), id, admission, (unit, current, now) -> {
            Listener secure = secure(current);
            Tls changed = change.apply(unit, secure.tls().orElseThrow());
            return SecureListeners.withTls(current, changed, secure.port());
        });
        return secure(row.configuration().orElseThrow()).tls().orElseThrow();
    }

    /** @see #edit */
    interface TlsEdit {
        Tls apply(WriteUnit unit, Tls current);
    }

    Terminations terminations() {
        return terminations;
    }
}
