package io.steelyard.control.ssltermination;

import io.steelyard.control.secret.SecretVault;
import io.steelyard.control.store.WriteUnit;
import io.steelyard.domain.listener.Listener;
import io.steelyard.domain.listener.Port;
import io.steelyard.domain.listener.Role;
import io.steelyard.domain.loadbalancer.LoadBalancer;
import io.steelyard.domain.refusal.Refusal;
import io.steelyard.domain.refusal.RefusedException;
import io.steelyard.domain.refusal.Violation;
import io.steelyard.domain.tls.CipherProfile;
import io.steelyard.domain.tls.Ciphers;
import io.steelyard.domain.tls.Tls;
import io.steelyard.domain.tls.TlsVersion;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Makes of a balancer's TLS what somebody wants, within the unit that keeps it. */
public record Termination(SecretVault vault, WriteUnit unit, SslTerminationChange wanted) {
    /**
     * @param certificate empty when it stays
     * @throws RefusedException when there is no certificate, or the versions are none that can be offered
     */
    public LoadBalancer of(LoadBalancer current, Optional<CheckedCertificate> certificate) {
        Optional<Listener> secure = current.listener(Role.SECURE);
        Optional<Tls> before = secure.flatMap(Listener::tls);
        Port port = wanted.securePort().or(() -> secure.map(Listener::port)).orElse(SslTerminationChange.USUAL_PORT);
        return SecureListeners.withTls(current, tls(current, before, certificate), port);
    }

    private Tls tls(LoadBalancer owner, Optional<Tls> before, Optional<CheckedCertificate> certificate) {
        return new Tls(
                wanted.enabled().or(() -> before.map(Tls::enabled)).orElse(true),
                wanted.secureTrafficOnly().or(() -> before.map(Tls::exclusive)).orElse(false),
                certificate
                        .map(given -> given.keep(vault, unit, owner.tenant(), owner.id()))
                        .or(() -> before.map(Tls::certificate))
                        .orElseThrow(this::certificateMissing),
                before.map(Tls::mappings).orElse(List.of()),
                before.map(Tls::lastMapping).orElse(0),
                versions(before.map(Tls::versions).orElse(TlsVersion.USUAL)),
                wanted.ciphers()
                        .<Ciphers>map(profile -> profile)
                        .or(() -> before.map(Tls::ciphers))
                        .orElse(CipherProfile.DEFAULT));
    }

    /** Somebody took the termination away while this was checked. */
    private RefusedException certificateMissing() {
        return new RefusedException(Refusal.Invalid.because(
                wanted.path() + NewCertificate.Names.CERTIFICATE, Violation.Rule.REQUIRED, "given"));
    }

    private Set<TlsVersion> versions(Set<TlsVersion> before) {
        Set<TlsVersion> versions = new TreeSet<>(before);
        wanted.versions().forEach((version, on) -> {
            if (on) {
                versions.add(version);
            } else {
                versions.remove(version);
            }
        });
        if (!TlsVersion.isRange(versions)) {
            throw new RefusedException(Refusal.Invalid.because(
                    wanted.path() + "securityProtocols",
                    Violation.Rule.OUT_OF_RANGE,
                    "such that at least one version stays enabled, and none is disabled between two that are enabled"));
        }
        return versions;
    }
}
