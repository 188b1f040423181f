package io.steelyard.control.ssltermination;

import io.steelyard.control.secret.SecretVault;
import io.steelyard.control.store.WriteUnit;
import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.secret.Secret;
import io.steelyard.domain.tls.ServerCertificate;
import java.time.Instant;
import java.util.Optional;

/**
 * A certificate, its key and its chain that fit together, in canonical PEM; the key as PKCS #8.
 *
 * @param expires when clients trust it no longer
 */
public record CheckedCertificate(
        String certificate, Optional<String> intermediates, Secret privateKey, Instant expires) {
    /** Seals the key within the unit that keeps what refers to it. */
    public ServerCertificate keep(SecretVault vault, WriteUnit unit, TenantId tenant, LoadBalancerId loadBalancer) {
        return new ServerCertificate(certificate, intermediates, vault.keep(unit, tenant, loadBalancer, privateKey));
    }
}
