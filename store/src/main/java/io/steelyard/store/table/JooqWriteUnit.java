package io.steelyard.store.table;

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
import io.steelyard.control.store.LoadBalancerRow;
import io.steelyard.control.store.Work;
import io.steelyard.control.store.WriteUnit;
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
import io.steelyard.domain.loadbalancer.LoadBalancer;
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
import java.util.Set;
import java.util.stream.Collectors;
import org.jooq.DSLContext;

/** Reads and writes within the transaction that its {@code DSLContext} is in. */
public final class JooqWriteUnit extends JooqReadUnit implements WriteUnit {
    private final NodeIndexTable nodeIndex;
    private final IdSequences ids;

    public JooqWriteUnit(DSLContext sql, IdSequences ids) {
        super(sql);
        this.nodeIndex = new NodeIndexTable(sql);
        this.ids = ids;
    }

    @Override
    public LoadBalancerId nextLoadBalancerId() {
        return new LoadBalancerId(ids.nextInt(IdKind.LOAD_BALANCER));
    }

    @Override
    public NodeId nextNodeId() {
        return new NodeId(ids.nextInt(IdKind.NODE));
    }

    @Override
    public VirtualIpId nextVirtualIpId() {
        return new VirtualIpId(ids.nextInt(IdKind.VIRTUAL_IP));
    }

    @Override
    public int nextAccessRuleId() {
        return ids.nextInt(IdKind.ACCESS_RULE);
    }

    @Override
    public VipGroupId nextVipGroupId() {
        return new VipGroupId(ids.nextInt(IdKind.VIP_GROUP));
    }

    @Override
    public SecretId nextSecretId() {
        return new SecretId(ids.nextInt(IdKind.SECRET));
    }

    @Override
    public void save(TenantId tenant, Instance instance) {
        instances.save(tenant, instance);
    }

    @Override
    public void removeInstance(TenantId tenant, InstanceId id) {
        instances.remove(tenant, id);
    }

    @Override
    public void save(AccessKey key) {
        accessKeys.save(key);
    }

    @Override
    public void remove(AccessKey key) {
        accessKeys.remove(key);
        secrets.remove(key.secret());
    }

    @Override
    public void save(AccountCertificate certificate) {
        certificates.save(certificate);
    }

    @Override
    public void remove(AccountCertificate certificate) {
        certificates.remove(certificate);
        secrets.remove(certificate.content().privateKey());
    }

    @Override
    public void save(ScalingGroup group) {
        scalingGroups.save(group);
    }

    @Override
    public void remove(ScalingGroup group) {
        scalingGroups.remove(group);
    }

    @Override
    public void save(LaunchConfiguration configuration) {
        launchConfigurations.save(configuration);
    }

    @Override
    public void remove(LaunchConfiguration configuration) {
        launchConfigurations.remove(configuration);
    }

    @Override
    public void save(SealedSecret secret) {
        secrets.save(secret);
    }

    @Override
    public void save(LoadBalancerRow row) {
        row.configuration().ifPresent(claims::requireFree);
        loadBalancers.save(row);
        claims.removeAll(row.id());
        nodeIndex.removeAll(row.id());
        nodeObservations.retainOnly(row);
        row.configuration().ifPresentOrElse(configuration -> project(configuration, row), () -> erase(row.id()));
    }

    private void erase(LoadBalancerId id) {
        revisions.removeAll(id);
        secrets.retainOnly(id, List.of());
        keptAnswers.eraseAll(id);
    }

    private void project(LoadBalancer configuration, LoadBalancerRow row) {
        claims.add(configuration);
        nodeIndex.add(configuration);
        boolean added = revisions.addIfNew(
                configuration, row.change().generation(), row.change().updated());
        if (added && secrets.existsOf(row.id())) {
            secrets.retainOnly(row.id(), referred(row.id()));
        }
    }

    private Set<SecretId> referred(LoadBalancerId id) {
        return revisions.newestFirst(id).stream()
                .flatMap(revision -> revision.configuration().secrets())
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public void save(VirtualIp vip) {
        virtualIps.save(vip);
    }

    @Override
    public void quarantine(VirtualIpId id, Instant since) {
        virtualIps.quarantine(id, since);
    }

    @Override
    public void remove(VirtualIpId id) {
        virtualIps.remove(id);
    }

    @Override
    public void save(Account account) {
        accounts.save(account);
    }

    @Override
    public void save(User user) {
        users.save(user);
    }

    @Override
    public void removeUser(String name) {
        users.remove(name);
    }

    @Override
    public void save(KeptAnswer answer) {
        keptAnswers.save(answer);
    }

    @Override
    public void removeKeptAnswersUntil(Instant moment) {
        keptAnswers.removeUntil(moment);
    }

    @Override
    public void removeKeptAnswersBeyond(TenantId tenant, int most) {
        keptAnswers.removeBeyond(tenant, most);
    }

    @Override
    public void saveLimit(TenantId tenant, Limit limit, int value) {
        limits.save(tenant, limit, value);
    }

    @Override
    public void removeLimit(TenantId tenant, Limit limit) {
        limits.remove(tenant, limit);
    }

    @Override
    public void saveRateLimits(TenantId tenant, Optional<RateLimits> limits) {
        limits.ifPresentOrElse(given -> rateLimits.save(tenant, given), () -> rateLimits.remove(tenant));
    }

    @Override
    public void saveMaintenance(Optional<Maintenance> begun) {
        maintenance.replace(begun);
    }

    @Override
    public void save(VipBlock block) {
        vipBlocks.save(block);
    }

    @Override
    public void removeVipBlock(Cidr network) {
        vipBlocks.remove(network);
    }

    @Override
    public void save(ClosedNetwork closed) {
        closedNetworks.save(closed);
    }

    @Override
    public void removeClosedNetwork(Cidr network) {
        closedNetworks.remove(network);
    }

    @Override
    public void append(AuditEntry entry) {
        audit.append(ids.next(IdKind.AUDIT), entry);
    }

    @Override
    public void removeAuditBefore(Instant moment) {
        audit.removeBefore(moment);
    }

    @Override
    public void removeAuditBeyond(int most) {
        audit.removeBeyond(most);
    }

    @Override
    public void save(Token token) {
        tokens.save(token);
    }

    @Override
    public void removeTokensExpiredBy(Instant now) {
        tokens.removeExpiredBy(now);
    }

    @Override
    public void save(NodeObservation observation) {
        nodeObservations.save(observation);
    }

    @Override
    public void append(Event event) {
        events.append(ids.next(IdKind.EVENT), event);
    }

    @Override
    public SubscriptionId nextSubscriptionId() {
        return new SubscriptionId(ids.nextInt(IdKind.SUBSCRIPTION));
    }

    @Override
    public void save(Subscription subscription) {
        subscriptions.save(subscription);
    }

    @Override
    public void remove(SubscriptionId id) {
        subscriptions.remove(id);
    }

    @Override
    public void markDue(LoadBalancerId id, Instant when) {
        work.markDue(id, when);
    }

    @Override
    public List<Work> claimWork(Instant now, Instant leaseUntil, int limit) {
        return work.claim(now, leaseUntil, limit);
    }

    @Override
    public void finishWork(LoadBalancerId id) {
        work.finish(id);
    }

    @Override
    public void removeLoadBalancersDeletedBefore(Instant before) {
        loadBalancers.removeDeletedBefore(before);
    }

    @Override
    public void removeTokens(TenantId tenant) {
        tokens.removeAll(tenant);
    }

    @Override
    public int nextUsageId() {
        return ids.nextInt(IdKind.USAGE_RECORD);
    }

    @Override
    public void save(UsageRecord record) {
        usage.save(record);
    }

    @Override
    public void pollUsage() {
        usage.poll();
    }

    @Override
    public void foldUsage(LoadBalancerId id) {
        usage.fold(id);
    }

    @Override
    public void foldUsageEndedBy(Instant moment) {
        usage.foldEndedBy(moment);
    }

    @Override
    public void save(AccountUsage hour) {
        accountUsage.save(hour);
    }

    @Override
    public void save(HostTraffic traffic) {
        hostTraffic.save(traffic);
    }

    @Override
    public void removeUsageEndedBefore(Instant moment) {
        usage.removeEndedBefore(moment);
        accountUsage.removeEndedBefore(moment);
    }
}
