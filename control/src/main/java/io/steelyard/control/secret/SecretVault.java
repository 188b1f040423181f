package io.steelyard.control.secret;

import io.steelyard.control.store.ReadUnit;
import io.steelyard.control.store.Store;
import io.steelyard.control.store.WriteUnit;
import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.loadbalancer.LoadBalancer;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.secret.Secret;
import io.steelyard.domain.secret.SecretId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps secrets that the service must be able to say again, sealed. */
public final class SecretVault {
    private static final Logger LOG = LoggerFactory.getLogger(SecretVault.class);

    private final MasterKeys keys;

    public SecretVault(MasterKeys keys) {
        this.keys = keys;
    }

    /** Ids of the keys that some secret needs and that are not there; nothing of those secrets' balancers can be served. */
    public Set<String> missingKeys(Store store) {
        Set<String> missing = new TreeSet<>(store.<Set<String>>read(ReadUnit::sealingKeys));
        missing.removeAll(keys.ids());
        return missing;
    }

    /** Keeps a secret for a balancer, as long as one of its revisions refers to it. */
    public SecretId keep(WriteUnit unit, TenantId tenant, LoadBalancerId loadBalancer, Secret secret) {
        return keep(unit, unit.nextSecretId(), tenant, Optional.of(loadBalancer), secret);
    }

    /** Keeps a secret for an account. */
    public SecretId keep(WriteUnit unit, TenantId tenant, Secret secret) {
        return keep(unit, unit.nextSecretId(), tenant, Optional.empty(), secret);
    }

    /** Keeps another secret for an account in the place of one. */
    public SecretId replace(WriteUnit unit, TenantId tenant, SecretId id, Secret secret) {
        return keep(unit, id, tenant, Optional.empty(), secret);
    }

    private SecretId keep(
            WriteUnit unit, SecretId id, TenantId tenant, Optional<LoadBalancerId> loadBalancer, Secret secret) {
        SealedSecret empty =
                new SealedSecret(id, tenant, loadBalancer, keys.current().id(), "");
        String sealed = keys.current().seal(empty.purpose(), secret);
        unit.save(new SealedSecret(id, tenant, loadBalancer, keys.current().id(), sealed));
        return id;
    }

    /** One secret; empty when it is not there or does not open. */
    public Optional<Secret> open(ReadUnit unit, SecretId id) {
        return unit.secrets(List.of(id)).stream()
                .map(this::open)
                .filter(secret -> !secret.value().isEmpty())
                .findFirst();
    }

    /**
     * All secrets of a configuration. One that does not open is empty: no host can use it, and says so, which keeps this
     * balancer at what it serves and leaves the others alone.
     */
    public Map<SecretId, Secret> open(ReadUnit unit, LoadBalancer loadBalancer) {
        Collection<SecretId> wanted = loadBalancer.secrets().collect(Collectors.toUnmodifiableSet());
        return wanted.isEmpty()
                ? Map.of()
                : unit.secrets(wanted).stream().collect(Collectors.toUnmodifiableMap(SealedSecret::id, this::open));
    }

    private Secret open(SealedSecret sealed) {
        try {
            MasterKey key = keys.withId(sealed.keyId())
                    .orElseThrow(() -> new IllegalStateException("there is no master key " + sealed.keyId()));
            return key.open(sealed.purpose(), sealed.sealed());
        } catch (IllegalStateException unusable) {
            LOG.error("{} for {} does not open", sealed.id(), sealed.purpose(), unusable);
            return new Secret("");
        }
    }
}
