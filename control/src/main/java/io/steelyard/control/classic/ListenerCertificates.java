package io.steelyard.control.classic;

import io.steelyard.control.secret.SecretVault;
import io.steelyard.control.store.ReadUnit;
import io.steelyard.control.store.WriteUnit;
import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.certificate.AccountCertificate;
import io.steelyard.domain.classic.Classic;
import io.steelyard.domain.classic.ClassicListener;
import io.steelyard.domain.classic.Meaning;
import io.steelyard.domain.loadbalancer.LoadBalancer;
import io.steelyard.domain.refusal.Refusal;
import io.steelyard.domain.refusal.RefusedException;
import io.steelyard.domain.secret.Secret;
import io.steelyard.domain.tls.ServerCertificate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Gives listeners the account's certificates that they name. A balancer has its own copy of each, whose key is sealed for it
 * and is erased with it.
 */
final class ListenerCertificates {
    private final SecretVault vault;

    ListenerCertificates(SecretVault vault) {
        this.vault = vault;
    }

    /**
     * What a new balancer means.
     *
     * @throws RefusedException with NotFound when a listener names no certificate of the account
     */
    LoadBalancer meaning(WriteUnit unit, LoadBalancer made) {
        return Meaning.of(made, certificates(unit, Map.of(), made));
    }

    /** What a balancer means when it becomes another one; copies that it has, it keeps. */
    LoadBalancer meaning(WriteUnit unit, LoadBalancer before, LoadBalancer wanted) {
        return Meaning.of(before, wanted, certificates(unit, Meaning.certificates(before), wanted));
    }

    private Map<String, ServerCertificate> certificates(
            WriteUnit unit, Map<String, ServerCertificate> held, LoadBalancer wanted) {
        Map<String, ServerCertificate> certificates = new HashMap<>(held);
        wanted.classic().map(Classic::listeners).orElseThrow().stream()
                .map(ClassicListener::certificate)
                .flatMap(Optional::stream)
                .forEach(arn -> certificates.computeIfAbsent(arn, named -> copied(unit, wanted, named)));
        return certificates;
    }

    private ServerCertificate copied(WriteUnit unit, LoadBalancer owner, String arn) {
        ServerCertificate kept = find(unit, owner.tenant(), arn);
        Secret key = vault.open(unit, kept.privateKey()).orElseThrow();
        return new ServerCertificate(
                kept.certificate(), kept.intermediates(), vault.keep(unit, owner.tenant(), owner.id(), key));
    }

    private static ServerCertificate find(ReadUnit unit, TenantId tenant, String arn) {
        return unit.certificate(tenant, AccountCertificate.nameIn(arn))
                .filter(certificate -> certificate.arn().equals(arn))
                .map(AccountCertificate::content)
                .orElseThrow(() -> new RefusedException(new Refusal.NotFound(Refusal.Noun.LISTENER_CERTIFICATE)));
    }
}
