package io.steelyard.store.table;

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
import io.steelyard.control.store.DueWork;
import io.steelyard.control.store.LoadBalancerFilter;
import io.steelyard.control.store.LoadBalancerRow;
import io.steelyard.control.store.LoadBalancerSearch;
import io.steelyard.control.store.OwnedInstance;
import io.steelyard.control.store.ReadUnit;
import io.steelyard.control.store.Revision;
import io.steelyard.control.subscription.Subscription;
import io.steelyard.control.subscription.SubscriptionId;
import io.steelyard.control.usage.AccountUsage;
import io.steelyard.control.usage.HostTraffic;
import io.steelyard.control.usage.UsageFilter;
import io.steelyard.control.usage.UsageRecord;
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
import org.jooq.DSLContext;

/** Reads within the transaction that its {@code DSLContext} is in. */
public sealed class JooqReadUnit implements ReadUnit permits JooqWriteUnit {
    final LoadBalancerTable loadBalancers;
    final RevisionTable revisions;
    final VipClaimTable claims;
    final VirtualIpTable virtualIps;
    final AccountTable accounts;
    final UserTable users;
    final KeptAnswerTable keptAnswers;
    final AccountLimitTable limits;
    final AccountRateLimitTable rateLimits;
    final MaintenanceTable maintenance;
    final VipBlockTable vipBlocks;
    final ClosedNetworkTable closedNetworks;
    final AuditTable audit;
    final InstanceTable instances;
    final AccessKeyTable accessKeys;
    final CertificateTable certificates;
    final ScalingGroupTable scalingGroups;
    final LaunchConfigurationTable launchConfigurations;
    final TokenTable tokens;
    final SecretTable secrets;
    final NodeObservationTable nodeObservations;
    final EventTable events;
    final SubscriptionTable subscriptions;
    final WorkTable work;
    final UsageTable usage;
    final AccountUsageTable accountUsage;
    final HostTrafficTable hostTraffic;

    public JooqReadUnit(DSLContext sql) {
        loadBalancers = new LoadBalancerTable(sql);
        revisions = new RevisionTable(sql);
        claims = new VipClaimTable(sql);
        virtualIps = new VirtualIpTable(sql);
        accounts = new AccountTable(sql);
        users = new UserTable(sql);
        keptAnswers = new KeptAnswerTable(sql);
        limits = new AccountLimitTable(sql);
        rateLimits = new AccountRateLimitTable(sql);
        maintenance = new MaintenanceTable(sql);
        vipBlocks = new VipBlockTable(sql);
        closedNetworks = new ClosedNetworkTable(sql);
        audit = new AuditTable(sql);
        instances = new InstanceTable(sql);
        accessKeys = new AccessKeyTable(sql);
        certificates = new CertificateTable(sql);
        scalingGroups = new ScalingGroupTable(sql);
        launchConfigurations = new LaunchConfigurationTable(sql);
        tokens = new TokenTable(sql);
        secrets = new SecretTable(sql);
        nodeObservations = new NodeObservationTable(sql);
        events = new EventTable(sql);
        subscriptions = new SubscriptionTable(sql);
        work = new WorkTable(sql);
        usage = new UsageTable(sql);
        accountUsage = new AccountUsageTable(sql);
        hostTraffic = new HostTrafficTable(sql);
    }

    @Override
    public Optional<LoadBalancerRow> loadBalancer(LoadBalancerId id) {
        return loadBalancers.find(id);
    }

    @Override
    public List<LoadBalancerRow> loadBalancers(
            TenantId tenant, RegionName region, LoadBalancerFilter filter, int from, int offset, int limit) {
        return loadBalancers.page(tenant, region, filter, from, offset, limit);
    }

    @Override
    public Optional<LoadBalancerRow> loadBalancer(TenantId tenant, RegionName region, Alias alias) {
        return loadBalancers.find(tenant, region, alias);
    }

    @Override
    public List<LoadBalancerRow> loadBalancersByAlias(TenantId tenant, RegionName region, String after, int limit) {
        return loadBalancers.byAlias(tenant, region, after, limit);
    }

    @Override
    public Optional<Instance> instance(TenantId tenant, InstanceId id) {
        return instances.find(tenant, id);
    }

    @Override
    public List<Instance> instances(TenantId tenant) {
        return instances.of(tenant);
    }

    @Override
    public List<OwnedInstance> everyInstance() {
        return instances.every();
    }

    @Override
    public Optional<AccessKey> accessKey(String id) {
        return accessKeys.find(id);
    }

    @Override
    public List<AccessKey> accessKeys(TenantId tenant) {
        return accessKeys.of(tenant);
    }

    @Override
    public Optional<AccountCertificate> certificate(TenantId tenant, String name) {
        return certificates.find(tenant, name);
    }

    @Override
    public List<AccountCertificate> certificates(TenantId tenant) {
        return certificates.of(tenant);
    }

    @Override
    public List<ScalingGroup> scalingGroups(TenantId tenant, RegionName region) {
        return scalingGroups.of(tenant, region);
    }

    @Override
    public List<ScalingGroup> everyScalingGroup() {
        return scalingGroups.all();
    }

    @Override
    public List<LaunchConfiguration> launchConfigurations(TenantId tenant, RegionName region) {
        return launchConfigurations.of(tenant, region);
    }

    @Override
    public int countLoadBalancers(TenantId tenant) {
        return loadBalancers.count(tenant);
    }

    @Override
    public List<LoadBalancerRow> everyLoadBalancer() {
        return loadBalancers.all();
    }

    @Override
    public List<LoadBalancerRow> search(LoadBalancerSearch wanted) {
        return loadBalancers.search(wanted);
    }

    @Override
    public Map<Status, Integer> countByStatus() {
        return loadBalancers.countByStatus();
    }

    @Override
    public Map<LoadBalancerId, Status> statusColumn() {
        return loadBalancers.statuses();
    }

    @Override
    public List<Revision> revisions(LoadBalancerId id) {
        return revisions.newestFirst(id);
    }

    @Override
    public List<SealedSecret> secrets(Collection<SecretId> ids) {
        return secrets.find(ids);
    }

    @Override
    public List<SealedSecret> secretsNotSealedBy(String keyId, int limit) {
        return secrets.notSealedBy(keyId, limit);
    }

    @Override
    public Set<String> sealingKeys() {
        return secrets.sealingKeys();
    }

    @Override
    public Optional<VirtualIp> virtualIp(VirtualIpId id) {
        return Optional.ofNullable(virtualIps.find(List.of(id)).get(id));
    }

    @Override
    public Map<VirtualIpId, VirtualIp> virtualIps(Collection<VirtualIpId> ids) {
        return virtualIps.find(ids);
    }

    @Override
    public List<VirtualIp> everyVirtualIp() {
        return virtualIps.all();
    }

    @Override
    public boolean hasVirtualIpAt(IpAddress address) {
        return virtualIps.existsAt(address);
    }

    @Override
    public Optional<VirtualIp> longestInQuarantine(Predicate<? super VirtualIp> wanted) {
        return virtualIps.longestInQuarantine(wanted);
    }

    @Override
    public Optional<Instant> quarantinedSince(VirtualIpId id) {
        return virtualIps.quarantinedSince(id);
    }

    @Override
    public Optional<LoadBalancerId> claimedBy(VirtualIpId vip, Transport transport, Port port) {
        return claims.holder(vip, transport, port);
    }

    @Override
    public List<LoadBalancerId> balancersOf(VirtualIpId vip) {
        return claims.holders(vip);
    }

    @Override
    public Optional<Account> account(TenantId tenant) {
        return accounts.find(tenant);
    }

    @Override
    public Optional<Account> accountNamed(String name) {
        return accounts.findNamed(name);
    }

    @Override
    public Optional<User> userNamed(String name) {
        return users.find(name);
    }

    @Override
    public List<User> users(TenantId tenant) {
        return users.of(tenant);
    }

    @Override
    public Optional<KeptAnswer> keptAnswer(TenantId tenant, String key) {
        return keptAnswers.find(tenant, key);
    }

    @Override
    public List<Account> accounts(long from, int limit) {
        return accounts.page(from, limit);
    }

    @Override
    public int countAccounts() {
        return accounts.count();
    }

    @Override
    public Map<Limit, Integer> limits(TenantId tenant) {
        return limits.of(tenant);
    }

    @Override
    public Optional<RateLimits> rateLimits(TenantId tenant) {
        return rateLimits.find(tenant);
    }

    @Override
    public Optional<Maintenance> maintenance() {
        return maintenance.find();
    }

    @Override
    public List<VipBlock> vipBlocks() {
        return vipBlocks.all();
    }

    @Override
    public List<ClosedNetwork> closedNetworks() {
        return closedNetworks.all();
    }

    @Override
    public List<AuditRecord> auditLog(AuditSearch wanted) {
        return audit.newestFirst(wanted);
    }

    @Override
    public Optional<Token> token(String hash) {
        return tokens.find(hash);
    }

    @Override
    public List<NodeObservation> nodeObservations(Collection<LoadBalancerId> ids) {
        return nodeObservations.of(ids);
    }

    @Override
    public List<NodeReport> offlineNodes(HostName host) {
        return nodeObservations.offline(host);
    }

    @Override
    public List<Event> events(LoadBalancerId id, int limit) {
        return events.newestFirst(id, limit);
    }

    @Override
    public List<RecordedEvent> events(EventSearch wanted) {
        return events.newestFirst(wanted);
    }

    @Override
    public List<RecordedEvent> events(EveryoneEvents wanted) {
        return events.newestFirst(wanted);
    }

    @Override
    public List<RecordedEvent> eventsAfter(TenantId tenant, long id, int limit) {
        return events.oldestFirst(tenant, id, limit);
    }

    @Override
    public long lastEventId() {
        return events.lastId();
    }

    @Override
    public List<Subscription> subscriptions(TenantId tenant) {
        return subscriptions.of(tenant);
    }

    @Override
    public List<Subscription> activeSubscriptions() {
        return subscriptions.active();
    }

    @Override
    public Optional<Subscription> subscription(SubscriptionId id) {
        return subscriptions.find(id);
    }

    @Override
    public Optional<DueWork> work(LoadBalancerId id) {
        return work.find(id);
    }

    @Override
    public List<DueWork> work(int limit) {
        return work.soonestFirst(limit);
    }

    @Override
    public int countWork() {
        return work.count();
    }

    @Override
    public Optional<Instant> nextWorkDue() {
        return work.nextDue();
    }

    @Override
    public Optional<UsageRecord> latestUsage(LoadBalancerId id) {
        return usage.latest(id);
    }

    @Override
    public List<UsageRecord> usage(LoadBalancerId id, UsageFilter filter, int from, int offset, int limit) {
        return usage.of(id, filter, from, offset, limit);
    }

    @Override
    public List<LoadBalancerId> balancersWithUsage(TenantId tenant, Instant start, Instant end) {
        return usage.balancers(tenant, start, end);
    }

    @Override
    public List<UsageRecord> usageRunningSinceBefore(Instant moment) {
        return usage.runningSinceBefore(moment);
    }

    @Override
    public List<AccountUsage> accountUsage(TenantId tenant, Instant start, Instant end) {
        return accountUsage.of(tenant, start, end);
    }

    @Override
    public Optional<HostTraffic> traffic(HostName host, LoadBalancerId id) {
        return hostTraffic.of(host, id);
    }

    @Override
    public List<HostTraffic> traffic(LoadBalancerId id) {
        return hostTraffic.of(id);
    }

    @Override
    public List<HostTraffic> connectedTraffic() {
        return hostTraffic.connected();
    }
}
