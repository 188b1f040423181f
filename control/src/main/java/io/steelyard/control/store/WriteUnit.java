package io.steelyard.control.store;

import io.steelyard.control.accesskey.AccessKey;
import io.steelyard.control.audit.AuditEntry;
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
import io.steelyard.control.subscription.Subscription;
import io.steelyard.control.subscription.SubscriptionId;
import io.steelyard.control.virtualip.VipBlock;
import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.certificate.AccountCertificate;
import io.steelyard.domain.instance.Instance;
import io.steelyard.domain.instance.InstanceId;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.node.NodeId;
import io.steelyard.domain.refusal.Refusal.Limit;
import io.steelyard.domain.scaling.LaunchConfiguration;
import io.steelyard.domain.scaling.ScalingGroup;
import io.steelyard.domain.secret.SecretId;
import io.steelyard.domain.virtualip.Cidr;
import io.steelyard.domain.virtualip.VipGroupId;
import io.steelyard.domain.virtualip.VirtualIp;
import io.steelyard.domain.virtualip.VirtualIpId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What can be changed within one unit. Reads see the unit's own writes. Moments are kept to the millisecond. */
public interface WriteUnit extends ReadUnit, UsageWriteUnit {
    int EVENTS_KEPT = 1_000;
    int NODE_EVENTS_KEPT = 200;

    /**
     * An id never given before, not even to a balancer that is gone or a unit that failed. The same holds for the others.
     */
    LoadBalancerId nextLoadBalancerId();

    NodeId nextNodeId();

    VirtualIpId nextVirtualIpId();

    int nextAccessRuleId();

    VipGroupId nextVipGroupId();

    SecretId nextSecretId();

    /**
     * Inserts or replaces a balancer with all its projections: the status column, the claims of its listeners on its
     * virtual IPs, the index of its nodes' addresses, and, when the generation is new, a revision (the last 20 are
     * kept; a secret goes with the last one that refers to it). A DELETED one loses all of these, its document, and what kept answers said of it.
     *
     * @throws IllegalStateException when another balancer holds one of its claims; services check that before
     */
    void save(LoadBalancerRow row);

    /**
     * Inserts or replaces a virtual IP that is in use; one in quarantine leaves it thereby.
     *
     * @throws IllegalArgumentException when its state is not IN_USE; see {@link #quarantine}
     * @throws IllegalStateException when another virtual IP has its address
     */
    void save(VirtualIp vip);

    /** Sets a virtual IP's state to QUARANTINED as of {@code since}. Nothing happens when it is not there. */
    void quarantine(VirtualIpId id, Instant since);

    /** Forgets a virtual IP; its address is free. */
    void remove(VirtualIpId id);

    /**
     * Inserts or replaces an account by its tenant id.
     *
     * @throws IllegalStateException when another account has its name
     */
    void save(Account account);

    /** Inserts or replaces a user by its name. */
    void save(User user);

    /** Forgets a user. Nothing happens when there is none of that name. */
    void removeUser(String name);

    /** Inserts or replaces a server by its account and id. */
    void save(TenantId tenant, Instance instance);

    /** Nothing happens when there is none. */
    void removeInstance(TenantId tenant, InstanceId id);

    /** Inserts or replaces a key by its id. */
    void save(AccessKey key);

    /** Forgets a key, and its secret. */
    void remove(AccessKey key);

    /** Inserts or replaces a certificate by its account and id; no other one has its name. */
    void save(AccountCertificate certificate);

    /** Forgets a certificate, and its secret. */
    void remove(AccountCertificate certificate);

    /** Inserts or replaces a group by its account, region and name. */
    void save(ScalingGroup group);

    /** Nothing happens when there is none. */
    void remove(ScalingGroup group);

    /** Inserts or replaces it by its account, region and name. */
    void save(LaunchConfiguration configuration);

    /** Nothing happens when there is none. */
    void remove(LaunchConfiguration configuration);

    /** Inserts or replaces an answer by its account and key. */
    void save(KeptAnswer answer);

    /** Forgets the answers kept at or before a moment. */
    void removeKeptAnswersUntil(Instant moment);

    /** Forgets an account's oldest answers but for {@code most}. */
    void removeKeptAnswersBeyond(TenantId tenant, int most);

    /** Inserts or replaces a secret by its id. */
    void save(SealedSecret secret);

    /** Sets one limit for an account alone. */
    void saveLimit(TenantId tenant, Limit limit, int value);

    /** An account's limit is the default again. */
    void removeLimit(TenantId tenant, Limit limit);

    /** @param limits empty for the service's */
    void saveRateLimits(TenantId tenant, Optional<RateLimits> limits);

    /** @param maintenance empty when tenants are served again */
    void saveMaintenance(Optional<Maintenance> maintenance);

    /** Inserts or replaces a block by its network. */
    void save(VipBlock block);

    /** Nothing happens when there is none. */
    void removeVipBlock(Cidr network);

    /** Inserts or replaces a closed network by its network. */
    void save(ClosedNetwork closed);

    /** Nothing happens when there is none. */
    void removeClosedNetwork(Cidr network);

    /** Appends to the audit log; its id is given by the store and rises. */
    void append(AuditEntry entry);

    /** Forgets the audit log's entries of before a moment. */
    void removeAuditBefore(Instant moment);

    /** Forgets the audit log's oldest entries but for {@code most}. */
    void removeAuditBeyond(int most);

    /** Inserts or replaces a login by its hash. */
    void save(Token token);

    /** Forgets the tokens that expired at or before {@code now}. */
    void removeTokensExpiredBy(Instant now);

    /** Inserts or replaces what a host sees of a node. It goes with the node. */
    void save(NodeObservation observation);

    /**
     * Appends an event; its id is given by the store and rises. Of a balancer's events the newest
     * {@value #EVENTS_KEPT} are kept, and of those that tell a node's status the newest {@value #NODE_EVENTS_KEPT}; but
     * none goes that an active subscription of the account has yet to receive.
     */
    void append(Event event);

    SubscriptionId nextSubscriptionId();

    /** Inserts or replaces a subscription by its id. */
    void save(Subscription subscription);

    /** Forgets a subscription. Nothing happens when there is none of that id. */
    void remove(SubscriptionId id);

    /** Makes a balancer's work due at {@code when} with no attempts, whether or not there was work for it or a lease. */
    void markDue(LoadBalancerId id, Instant when);

    /**
     * Leases work that is due and not in lease, longest due first, and counts an attempt. Not finished by
     * {@code leaseUntil}, it becomes due again by itself: a crashed worker loses nothing.
     */
    List<Work> claimWork(Instant now, Instant leaseUntil, int limit);

    /** The work is done; forgets it. Nothing happens when there is none. */
    void finishWork(LoadBalancerId id);

    /** Erases what is left of balancers that were DELETED, and last updated, before {@code before}; their events too. */
    void removeLoadBalancersDeletedBefore(Instant before);

    /** Removes an account's tokens. */
    void removeTokens(TenantId tenant);
}
