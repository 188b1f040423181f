package io.steelyard.testkit.store;

import io.steelyard.control.accesskey.AccessKey;
import io.steelyard.control.audit.AuditRecord;
import io.steelyard.control.event.Event;
import io.steelyard.control.idempotency.KeptAnswer;
import io.steelyard.control.identity.Account;
import io.steelyard.control.identity.Token;
import io.steelyard.control.identity.User;
import io.steelyard.control.maintenance.Maintenance;
import io.steelyard.control.node.ClosedNetwork;
import io.steelyard.control.node.NodeObservation;
import io.steelyard.control.ratelimit.RateLimits;
import io.steelyard.control.secret.SealedSecret;
import io.steelyard.control.store.LoadBalancerRow;
import io.steelyard.control.store.Revision;
import io.steelyard.control.subscription.Subscription;
import io.steelyard.control.subscription.SubscriptionId;
import io.steelyard.control.usage.AccountUsage;
import io.steelyard.control.usage.HostTraffic;
import io.steelyard.control.usage.UsageRecord;
import io.steelyard.control.virtualip.VipBlock;
import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.certificate.AccountCertificate;
import io.steelyard.domain.instance.Instance;
import io.steelyard.domain.instance.InstanceId;
import io.steelyard.domain.listener.Port;
import io.steelyard.domain.listener.Transport;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.node.NodeId;
import io.steelyard.domain.observed.HostName;
import io.steelyard.domain.refusal.Refusal.Limit;
import io.steelyard.domain.region.RegionName;
import io.steelyard.domain.scaling.LaunchConfiguration;
import io.steelyard.domain.scaling.ScalingGroup;
import io.steelyard.domain.secret.SecretId;
import io.steelyard.domain.virtualip.VirtualIp;
import io.steelyard.domain.virtualip.VirtualIpId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** All that an in-memory store holds. The values are immutable, so copying the maps copies everything. */
record Content(
        SortedMap<LoadBalancerId, LoadBalancerRow> loadBalancers,
        Map<LoadBalancerId, List<Revision>> revisions,
        Map<Claim, LoadBalancerId> claims,
        SortedMap<VirtualIpId, VirtualIp> virtualIps,
        Map<VirtualIpId, Instant> quarantined,
        Map<LoadBalancerId, DueWork> work,
        SortedMap<Long, Event> events,
        SortedMap<SubscriptionId, Subscription> subscriptions,
        Map<Seen, NodeObservation> nodeObservations,
        Map<TenantId, Account> accounts,
        Map<String, User> users,
        Map<TenantId, Map<String, KeptAnswer>> keptAnswers,
        Map<TenantId, Map<Limit, Integer>> limits,
        Map<TenantId, RateLimits> rateLimits,
        List<Maintenance> maintenance,
        SortedMap<String, VipBlock> vipBlocks,
        SortedMap<String, ClosedNetwork> closedNetworks,
        List<AuditRecord> audit,
        SortedMap<Server, Instance> instances,
        Map<String, AccessKey> accessKeys,
        SortedMap<Certificate, AccountCertificate> certificates,
        SortedMap<Named, ScalingGroup> scalingGroups,
        SortedMap<Named, LaunchConfiguration> launchConfigurations,
        Map<String, Token> tokens,
        SortedMap<SecretId, SealedSecret> secrets,
        SortedMap<Integer, UsageRecord> usage,
        Map<TenantId, SortedMap<Instant, AccountUsage>> accountUsage,
        Map<LoadBalancerId, SortedMap<String, HostTraffic>> traffic) {

    /** A listener's right to a port of a virtual IP. */
    record Claim(VirtualIpId vip, Transport transport, Port port) {
        static final Comparator<Claim> ORDER = Comparator.<Claim>comparingInt(
                        claim -> claim.vip().value())
                .thenComparing(Claim::transport)
                .thenComparingInt(claim -> claim.port().value());
    }

    /** Who sees which node. */
    record Seen(HostName host, NodeId node) {
        static final Comparator<Seen> ORDER = Comparator.<Seen, String>comparing(
                        seen -> seen.host().value())
                .thenComparingInt(seen -> seen.node().value());
    }

    /** A server of an account. */
    record Server(TenantId tenant, InstanceId id) {
        static final Comparator<Server> ORDER = Comparator.<Server>comparingLong(
                        server -> server.tenant().value())
                .thenComparing(server -> server.id().value());
    }

    /** A certificate of an account. */
    record Certificate(TenantId tenant, String id) {
        static final Comparator<Certificate> ORDER = Comparator.<Certificate>comparingLong(
                        certificate -> certificate.tenant().value())
                .thenComparing(Certificate::id);
    }

    /** What has a name of its own in its account and region. */
    record Named(TenantId tenant, RegionName region, String name) {
        static final Comparator<Named> ORDER = Comparator.<Named>comparingLong(
                        named -> named.tenant().value())
                .thenComparing(named -> named.region().value())
                .thenComparing(Named::name);
    }

    /** Work, due at a moment that a lease moves into the future. */
    record DueWork(Instant due, int attempts) {}

    Content() {
        this(
                new TreeMap<>(Comparator.comparingInt(LoadBalancerId::value)),
                new TreeMap<>(Comparator.comparingInt(LoadBalancerId::value)),
                new TreeMap<>(Claim.ORDER),
                new TreeMap<>(Comparator.comparingInt(VirtualIpId::value)),
                new TreeMap<>(Comparator.comparingInt(VirtualIpId::value)),
                new TreeMap<>(Comparator.comparingInt(LoadBalancerId::value)),
                new TreeMap<>(),
                new TreeMap<>(Comparator.comparingInt(SubscriptionId::value)),
                new TreeMap<>(Seen.ORDER),
                new TreeMap<>(Comparator.comparingLong(TenantId::value)),
                new TreeMap<>(),
                new TreeMap<>(Comparator.comparingLong(TenantId::value)),
                new TreeMap<>(Comparator.comparingLong(TenantId::value)),
                new TreeMap<>(Comparator.comparingLong(TenantId::value)),
                new ArrayList<>(),
                new TreeMap<>(),
                new TreeMap<>(),
                new ArrayList<>(),
                new TreeMap<>(Server.ORDER),
                new TreeMap<>(),
                new TreeMap<>(Certificate.ORDER),
                new TreeMap<>(Named.ORDER),
                new TreeMap<>(Named.ORDER),
                new TreeMap<>(),
                new TreeMap<>(Comparator.comparingInt(SecretId::value)),
                new TreeMap<>(),
                new TreeMap<>(Comparator.comparingLong(TenantId::value)),
                new TreeMap<>(Comparator.comparingInt(LoadBalancerId::value)));
    }

    Content copy() {
        Content copy = new Content();
        copy.loadBalancers.putAll(loadBalancers);
        copy.revisions.putAll(revisions);
        copy.claims.putAll(claims);
        copy.virtualIps.putAll(virtualIps);
        copy.quarantined.putAll(quarantined);
        copy.work.putAll(work);
        copy.events.putAll(events);
        copy.subscriptions.putAll(subscriptions);
        copy.nodeObservations.putAll(nodeObservations);
        copy.accounts.putAll(accounts);
        copy.users.putAll(users);
        copy.keptAnswers.putAll(keptAnswers);
        copy.limits.putAll(limits);
        copy.rateLimits.putAll(rateLimits);
        copy.maintenance.addAll(maintenance);
        copy.vipBlocks.putAll(vipBlocks);
        copy.closedNetworks.putAll(closedNetworks);
        copy.audit.addAll(audit);
        copy.instances.putAll(instances);
        copy.accessKeys.putAll(accessKeys);
        copy.certificates.putAll(certificates);
        copy.scalingGroups.putAll(scalingGroups);
        copy.launchConfigurations.putAll(launchConfigurations);
        copy.tokens.putAll(tokens);
        copy.secrets.putAll(secrets);
        copy.usage.putAll(usage);
        copy.accountUsage.putAll(accountUsage);
        copy.traffic.putAll(traffic);
        return copy;
    }
}
