package io.steelyard.domain.loadbalancer;

import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.classic.Classic;
import io.steelyard.domain.listener.Forward;
import io.steelyard.domain.listener.Listener;
import io.steelyard.domain.listener.Protocol;
import io.steelyard.domain.listener.Role;
import io.steelyard.domain.metadata.Metadata;
import io.steelyard.domain.persistence.SessionPersistence;
import io.steelyard.domain.pool.Pool;
import io.steelyard.domain.pool.PoolId;
import io.steelyard.domain.region.RegionName;
import io.steelyard.domain.secret.SecretId;
import io.steelyard.domain.tls.Tls;
import io.steelyard.domain.virtualip.VirtualIpId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a tenant asked for, in the words of no dialect. What became of it is in {@link Change}; what was observed of
 * its nodes is kept elsewhere.
 *
 * @param virtualIps at least one; references, since virtual IPs may be shared
 * @param listeners at least one; a classic balancer may have none
 * @param pools at least one; every listener that forwards does so to one of them
 * @param classic what the classic dialect has said of it, or shall go on to show; listeners and pools have its meaning
 */
public record LoadBalancer(
        LoadBalancerId id,
        TenantId tenant,
        RegionName region,
        Name name,
        List<VirtualIpId> virtualIps,
        List<Listener> listeners,
        List<Pool> pools,
        TrafficPolicy policy,
        Metadata metadata,
        Optional<Classic> classic) {

    public LoadBalancer {
        virtualIps = List.copyOf(virtualIps);
        listeners = List.copyOf(listeners);
        pools = List.copyOf(pools);
        if (virtualIps.isEmpty() || listeners.isEmpty() && classic.isEmpty() || pools.isEmpty()) {
            throw new IllegalArgumentException("a load balancer needs a virtual IP, a listener and a pool");
        }
        Set<PoolId> known = pools.stream().map(Pool::id).collect(Collectors.toSet());
        for (Listener listener : listeners) {
            listener.pool().filter(pool -> !known.contains(pool)).ifPresent(pool -> {
                throw new IllegalArgumentException(listener.id() + " forwards to " + pool + ", which is not there");
            });
        }
    }

    /** One that is not classic. */
    public LoadBalancer(
            LoadBalancerId id,
            TenantId tenant,
            RegionName region,
            Name name,
            List<VirtualIpId> virtualIps,
            List<Listener> listeners,
            List<Pool> pools,
            TrafficPolicy policy,
            Metadata metadata) {
        this(id, tenant, region, name, virtualIps, listeners, pools, policy, metadata, Optional.empty());
    }

    /** The listener that the Rackspace dialect shows. */
    public Listener primaryListener() {
        return listeners.getFirst();
    }

    /** The pool that the Rackspace dialect shows; the first one of a balancer without listeners. */
    public Pool primaryPool() {
        return listeners.isEmpty() ? pools.getFirst() : pool(primaryListener());
    }

    /**
     * The pool that a listener of this balancer forwards to.
     *
     * @throws java.util.NoSuchElementException when it forwards to none
     */
    public Pool pool(Listener listener) {
        PoolId wanted = listener.pool().orElseThrow();
        return pools.stream()
                .filter(pool -> pool.id().equals(wanted))
                .findFirst()
                .orElseThrow();
    }

    /**
     * By what clients of a listener are known again: what it says itself, else what its pool says. An additional listener
     * has sessions of its own, or none.
     */
    public Optional<SessionPersistence> persistence(Listener listener) {
        return listener.action() instanceof Forward forward
                ? forward.persistence()
                        .or(() -> listener.role() == Role.ADDITIONAL
                                ? Optional.empty()
                                : pool(listener).persistence())
                : Optional.empty();
    }

    /** Whether all traffic comes by the primary listener, and by those that go with it. */
    public boolean hasPrimaryAlone() {
        return listener(Role.PRIMARY).isPresent() && listener(Role.ADDITIONAL).isEmpty();
    }

    /** The listener of that role; the first one where there may be several. */
    public Optional<Listener> listener(Role role) {
        return listeners.stream().filter(listener -> listener.role() == role).findFirst();
    }

    /** Those of the listeners that take traffic; the others keep their ports for when they will. */
    public List<Listener> openListeners() {
        return listeners.stream().filter(this::isOpen).toList();
    }

    private boolean isOpen(Listener listener) {
        return switch (listener.role()) {
            case PRIMARY -> !takesOnlyTls();
            case SECURE -> listener.takesTls();
            case REDIRECT -> takesOnlyTls() || primaryListener().protocol() == Protocol.HTTPS;
            case ADDITIONAL -> listener.tls().isEmpty() || listener.takesTls();
        };
    }

    /** Whether traffic comes in TLS that ends here, and in no other way. */
    public boolean takesOnlyTls() {
        return listener(Role.SECURE)
                .flatMap(Listener::tls)
                .filter(tls -> tls.enabled() && tls.exclusive())
                .isPresent();
    }

    /** Every secret that the configuration refers to. */
    public Stream<SecretId> secrets() {
        return Stream.concat(
                listeners.stream().flatMap(listener -> listener.tls().stream()).flatMap(Tls::secrets),
                policy.options().secrets());
    }

    public LoadBalancer withName(Name other) {
        return new LoadBalancer(id, tenant, region, other, virtualIps, listeners, pools, policy, metadata, classic);
    }

    public LoadBalancer withPolicy(TrafficPolicy other) {
        return new LoadBalancer(id, tenant, region, name, virtualIps, listeners, pools, other, metadata, classic);
    }

    public LoadBalancer withMetadata(Metadata other) {
        return new LoadBalancer(id, tenant, region, name, virtualIps, listeners, pools, policy, other, classic);
    }

    public LoadBalancer withClassic(Classic other) {
        return new LoadBalancer(
                id, tenant, region, name, virtualIps, listeners, pools, policy, metadata, Optional.of(other));
    }

    /** The same balancer with one of its listeners exchanged. */
    public LoadBalancer withListener(Listener changed) {
        return withListeners(listeners.stream()
                .map(listener -> listener.id().equals(changed.id()) ? changed : listener)
                .toList());
    }

    /** The same balancer with other listeners. */
    public LoadBalancer withListeners(List<Listener> others) {
        return new LoadBalancer(id, tenant, region, name, virtualIps, others, pools, policy, metadata, classic);
    }

    /** The same balancer on other virtual IPs. */
    public LoadBalancer withVirtualIps(List<VirtualIpId> others) {
        return new LoadBalancer(id, tenant, region, name, others, listeners, pools, policy, metadata, classic);
    }

    /** The same balancer with one of its pools exchanged. */
    public LoadBalancer withPool(Pool changed) {
        List<Pool> exchanged = pools.stream()
                .map(pool -> pool.id().equals(changed.id()) ? changed : pool)
                .toList();
        return new LoadBalancer(id, tenant, region, name, virtualIps, listeners, exchanged, policy, metadata, classic);
    }
}
