package io.steelyard.control.store;

import io.steelyard.control.accesskey.AccessKey;
import io.steelyard.control.audit.AuditRecord;
import io.steelyard.control.audit.AuditSearch;
import io.steelyard.control.event.Event;
import io.steelyard.control.event.EventSearch;
import io.steelyard.control.event.EveryoneEvents;
import io.steelyard.control.event.RecordedEvent;
import io.steelyard.control.idempotency.KeptAnswer;
import io.steelyard.control.identity.Account;
import io.steelyard.control.identity.Token;
import io.steelyard.control.identity.User;
import io.steelyard.control.maintenance.Maintenance;
import io.steelyard.control.node.ClosedNetwork;
import io.steelyard.control.node.NodeObservation;
import io.steelyard.control.ratelimit.RateLimits;
import io.steelyard.control.secret.SealedSecret;
import io.steelyard.control.subscription.Subscription;
import io.steelyard.control.subscription.SubscriptionId;
import io.steelyard.control.virtualip.VipBlock;
import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.certificate.AccountCertificate;
import io.steelyard.domain.classic.Alias;
import io.steelyard.domain.instance.Instance;
import io.steelyard.domain.instance.InstanceId;
import io.steelyard.domain.listener.Port;
import io.steelyard.domain.listener.Transport;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.loadbalancer.Status;
import io.steelyard.domain.observed.HostName;
import io.steelyard.domain.observed.NodeReport;
import io.steelyard.domain.refusal.Refusal.Limit;
import io.steelyard.domain.region.RegionName;
import io.steelyard.domain.scaling.LaunchConfiguration;
import io.steelyard.domain.scaling.ScalingGroup;
import io.steelyard.domain.secret.SecretId;
import io.steelyard.domain.virtualip.IpAddress;
import io.steelyard.domain.virtualip.VirtualIp;
import io.steelyard.domain.virtualip.VirtualIpId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** What can be asked of the store within one consistent view. */
public interface ReadUnit extends UsageReadUnit {
    Optional<LoadBalancerRow> loadBalancer(LoadBalancerId id);

    /**
     * A tenant's balancers in one region that a filter lets pass, lowest id first.
     *
     * @param from the lowest id wanted, inclusive; 1 for all
     * @param offset how many of those to skip
     * @param limit how many at most, 1 to 100
     */
    List<LoadBalancerRow> loadBalancers(
            TenantId tenant, RegionName region, LoadBalancerFilter filter, int from, int offset, int limit);

    /** The tenant's balancer that the classic dialect calls so, unless its end was asked for. */
    Optional<LoadBalancerRow> loadBalancer(TenantId tenant, RegionName region, Alias alias);

    /**
     * A tenant's balancers, by alias, those left out whose end was asked for.
     *
     * @param after only aliases after this text; empty for all
     * @param limit how many at most, 1 or more
     */
    List<LoadBalancerRow> loadBalancersByAlias(TenantId tenant, RegionName region, String after, int limit);

    /** A server of an account's inventory. */
    Optional<Instance> instance(TenantId tenant, InstanceId id);

    /** An account's servers, by id. */
    List<Instance> instances(TenantId tenant);

    /** The servers of every account, by account and id. */
    List<OwnedInstance> everyInstance();

    /** The key of that name; empty when there is none. */
    Optional<AccessKey> accessKey(String id);

    /** An account's keys, by id. */
    List<AccessKey> accessKeys(TenantId tenant);

    /** An account's certificate of that name. */
    Optional<AccountCertificate> certificate(TenantId tenant, String name);

    /** An account's certificates, by name. */
    List<AccountCertificate> certificates(TenantId tenant);

    /** The groups of an account in a region, by name, those included that are about to go. */
    List<ScalingGroup> scalingGroups(TenantId tenant, RegionName region);

    /** Those of all accounts. */
    List<ScalingGroup> everyScalingGroup();

    /** By name. */
    List<LaunchConfiguration> launchConfigurations(TenantId tenant, RegionName region);

    /** How many balancers a tenant has that are not DELETED, over all regions. */
    int countLoadBalancers(TenantId tenant);

    /** Every balancer of every tenant, DELETED ones included, lowest id first. */
    List<LoadBalancerRow> everyLoadBalancer();

    /** Balancers of any tenant and region, lowest id first. */
    List<LoadBalancerRow> search(LoadBalancerSearch wanted);

    /** How many balancers there are in each status; a status without any is left out. */
    Map<Status, Integer> countByStatus();

    /** The column that filters use, as it stands. Always equals {@link LoadBalancerRow#status()}; a test says so. */
    Map<LoadBalancerId, Status> statusColumn();

    /** The last revisions of a balancer's configuration, newest first, at most 20: generation to configuration. */
    List<Revision> revisions(LoadBalancerId id);

    Optional<VirtualIp> virtualIp(VirtualIpId id);

    /** Those of the wanted ones that exist. */
    Map<VirtualIpId, VirtualIp> virtualIps(Collection<VirtualIpId> ids);

    /** Every virtual IP, in use or in quarantine, lowest id first. */
    List<VirtualIp> everyVirtualIp();

    /** Whether a virtual IP has this address, in use or in quarantine. */
    boolean hasVirtualIpAt(IpAddress address);

    /** Of those in quarantine that are wanted, the one that has been there longest. */
    Optional<VirtualIp> longestInQuarantine(Predicate<? super VirtualIp> wanted);

    /** Since when a virtual IP has been in quarantine; empty when it is in use. */
    Optional<Instant> quarantinedSince(VirtualIpId id);

    /** The balancer that listens there; empty when none does. */
    Optional<LoadBalancerId> claimedBy(VirtualIpId vip, Transport transport, Port port);

    /** The balancers, not DELETED, that listen on a virtual IP. */
    List<LoadBalancerId> balancersOf(VirtualIpId vip);

    /** A tenant's account; empty when there is none. */
    Optional<Account> account(TenantId tenant);

    /** The account that has this name; names are compared exactly. */
    Optional<Account> accountNamed(String name);

    /** The user, none of the accounts themselves, that has this name; names are compared exactly. */
    Optional<User> userNamed(String name);

    /** An account's users, by name. */
    List<User> users(TenantId tenant);

    /**
     * Accounts, lowest tenant id first.
     *
     * @param from the lowest tenant id wanted, inclusive; 1 for all
     * @param limit how many at most, 1 or more
     */
    List<Account> accounts(long from, int limit);

    /** How many accounts there are. */
    int countAccounts();

    /** The limits that were set for an account alone. */
    Map<Limit, Integer> limits(TenantId tenant);

    /** What the operator gave an account; empty while the service's rate limits hold. */
    Optional<RateLimits> rateLimits(TenantId tenant);

    /** Empty while tenants are served. */
    Optional<Maintenance> maintenance();

    /** By network. */
    List<VipBlock> vipBlocks();

    /** By network. */
    List<ClosedNetwork> closedNetworks();

    /** Entries of the audit log, newest first. */
    List<AuditRecord> auditLog(AuditSearch wanted);

    /** @param hash as {@link Token#hash()} */
    Optional<Token> token(String hash);

    /** Those of the wanted secrets that are kept. */
    List<SealedSecret> secrets(Collection<SecretId> ids);

    /** Secrets that another key than this has sealed, lowest id first. */
    List<SealedSecret> secretsNotSealedBy(String keyId, int limit);

    /** The ids of all keys that have sealed something that is kept. */
    Set<String> sealingKeys();

    /** What a request of an account with this key was answered; empty when there was none, or it is forgotten. */
    Optional<KeptAnswer> keptAnswer(TenantId tenant, String key);

    /** What hosts see of these balancers' nodes; nothing of nodes that have always been ONLINE. */
    List<NodeObservation> nodeObservations(Collection<LoadBalancerId> ids);

    /** Every node that a host sees OFFLINE. */
    List<NodeReport> offlineNodes(HostName host);

    /** A balancer's events, newest first. */
    List<Event> events(LoadBalancerId id, int limit);

    /** Some of a balancer's events. */
    List<RecordedEvent> events(EventSearch wanted);

    /** Some of all accounts' events. */
    List<RecordedEvent> events(EveryoneEvents wanted);

    /** An account's events with ids above one, oldest first. */
    List<RecordedEvent> eventsAfter(TenantId tenant, long id, int limit);

    /** The highest id of an event, 0 when there is none. */
    long lastEventId();

    /** An account's subscriptions, lowest id first. */
    List<Subscription> subscriptions(TenantId tenant);

    /** Of every account, those that something is sent to. */
    List<Subscription> activeSubscriptions();

    Optional<Subscription> subscription(SubscriptionId id);

    /** A balancer's work; empty when there is none. */
    Optional<DueWork> work(LoadBalancerId id);

    /** Work, that in lease included, the soonest due first. */
    List<DueWork> work(int limit);

    /** How much work there is, that in lease included. */
    int countWork();

    /** When the next work is due, that in lease included; empty when there is none. */
    Optional<Instant> nextWorkDue();
}
