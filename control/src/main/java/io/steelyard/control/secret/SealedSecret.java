package io.steelyard.control.secret;

import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.secret.SecretId;
import java.util.Optional;

/**
 * A secret as it is kept.
 *
 * @param loadBalancer whose configuration refers to it; it goes with the last revision that does. Empty for one of the
 *     account itself
 * @param keyId {@link MasterKey#id()} of the key that sealed it
 * @param sealed for that key alone
 */
public record SealedSecret(
        SecretId id, TenantId tenant, Optional<LoadBalancerId> loadBalancer, String keyId, String sealed) {

    /** Who has it, and which it is: it opens for nothing else. */
    String purpose() {
        return tenant + "/" + loadBalancer.map(LoadBalancerId::toString).orElse("account") + "/" + id.value();
    }

    /** The same secret sealed by another key. */
    SealedSecret sealedBy(MasterKey key, MasterKey before) {
        return new SealedSecret(
                id, tenant, loadBalancer, key.id(), key.seal(purpose(), before.open(purpose(), sealed)));
    }
}
