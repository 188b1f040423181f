package io.steelyard.control.ssltermination;

import io.steelyard.control.secret.SecretVault;
import io.steelyard.control.store.WriteUnit;
import io.steelyard.domain.loadbalancer.LoadBalancer;
import io.steelyard.domain.refusal.RefusedException;
import io.steelyard.domain.refusal.Violation;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Judges what is wanted of TLS, and makes it part of a balancer. */
public final class Terminations {
    private final SecretVault vault;
    private final InstantSource clock;

    public Terminations(SecretVault vault, InstantSource clock) {
        this.vault = vault;
        this.clock = clock;
    }

    /** Where keys are kept. */
    public SecretVault vault() {
        return vault;
    }

    /**
     * A certificate, judged as of now.
     *
     * @param violations gets what is wrong with it
     * @return empty when something is
     */
    public Optional<CheckedCertificate> check(NewCertificate given, List<Violation> violations) {
        return CertificateRules.check(given, clock.instant(), violations);
    }

    /** What is wrong with the termination that a balancer is to be made with. */
    public List<Violation> violations(SslTerminationChange wanted) {
        List<Violation> violations = new ArrayList<>(wanted.violations());
        check(wanted.certificate(), violations);
        return violations;
    }

    /**
     * A balancer that is made just now, with what is wanted besides.
     *
     * @param redirecting whether plain HTTP is sent to where TLS is spoken
     * @throws RefusedException when it does not fit
     */
    public LoadBalancer of(
            WriteUnit unit, LoadBalancer plain, Optional<SslTerminationChange> wanted, boolean redirecting) {
        LoadBalancer secured = wanted.map(change ->
                        new Termination(vault, unit, change).of(plain, check(change.certificate(), new ArrayList<>())))
                .orElse(plain);
        LoadBalancer made = SecureListeners.withRedirect(secured, redirecting);
        requireFitting(made, "sslTermination.");
        return made;
    }

    /** @throws RefusedException when a balancer's parts do not fit each other */
    public static void requireFitting(LoadBalancer loadBalancer, String path) {
        RefusedException.ifAny(SecureListeners.violations(loadBalancer, "protocol", path));
    }
}
