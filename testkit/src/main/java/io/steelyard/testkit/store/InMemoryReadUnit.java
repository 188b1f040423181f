package io.steelyard.testkit.store;

import io.steelyard.control.accesskey.AccessKey;
import io.steelyard.control.audit.AuditEntry;
import io.steelyard.control.audit.AuditRecord;
import io.steelyard.control.audit.AuditSearch;
import io.steelyard.control.event.Event;
import io.steelyard.control.event.EventSearch;
import io.steelyard.control.event.EveryoneEvents;
import io.steelyard.control.event.RecordedEvent;
import io.steelyard.control.event.Subject;
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
import io.steelyard.domain.loadbalancer.Lifecycle;
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
import io.steelyard.domain.virtualip.NodeAddress;
import io.steelyard.domain.virtualip.VipState;
import io.steelyard.domain.virtualip.VirtualIp;
import io.steelyard.domain.virtualip.VirtualIpId;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads what it was given, which nobody else changes. */
sealed class InMemoryReadUnit implements ReadUnit permits InMemoryWriteUnit {
    final Content content;

    InMemoryReadUnit(Content content) {
        this.content = content;
    }

    @Override
    public Optional<LoadBalancerRow> loadBalancer(LoadBalancerId id) {
        return Optional.ofNullable(content.loadBalancers().get(id));
    }

    @Override
    public List<LoadBalancerRow> loadBalancers(
            TenantId tenant, RegionName region, LoadBalancerFilter filter, int from, int offset, int limit) {
        return (filter.withDeleted() ? all(tenant) : live(tenant))
                .filter(row -> row.region().equals(region))
                .filter(LoadBalancerRow::primaryAlone)
                .filter(row -> row.id().value() >= from)
                .filter(row -> passes(filter, row))
                .skip(offset)
                .limit(limit)
                .toList();
    }

    private static boolean passes(LoadBalancerFilter filter, LoadBalancerRow row) {
        return filter.status().filter(status -> status != row.status()).isEmpty()
                && filter.name()
                        .filter(name -> !name.equals(row.name().value()))
                        .isEmpty()
                && filter.changedSince()
                        .filter(row.change().updated()::isBefore)
                        .isEmpty()
                && filter.nodeAddress()
                        .filter(address -> !hasNode(row, address))
                        .isEmpty();
    }

    private static boolean hasNode(LoadBalancerRow row, NodeAddress address) {
        return row.configuration().stream()
                .flatMap(configuration -> configuration.pools().stream())
                .flatMap(pool -> pool.nodes().stream())
                .anyMatch(node -> node.address().equals(address));
    }

    @Override
    public Optional<LoadBalancerRow> loadBalancer(TenantId tenant, RegionName region, Alias alias) {
        return current(tenant, region).filter(row -> row.alias().equals(alias)).findFirst();
    }

    @Override
    public List<LoadBalancerRow> loadBalancersByAlias(TenantId tenant, RegionName region, String after, int limit) {
        return current(tenant, region)
                .filter(row -> row.alias().value().compareTo(after) > 0)
                .sorted(Comparator.comparing(row -> row.alias().value()))
                .limit(limit)
                .toList();
    }

    private Stream<LoadBalancerRow> current(TenantId tenant, RegionName region) {
        return all(tenant)
                .filter(row -> row.region().equals(region))
                .filter(row -> row.change().lifecycle() == Lifecycle.LIVE);
    }

    @Override
    public Optional<Instance> instance(TenantId tenant, InstanceId id) {
        return Optional.ofNullable(content.instances().get(new Content.Server(tenant, id)));
    }

    @Override
    public List<OwnedInstance> everyInstance() {
        return content.instances().entrySet().stream()
                .map(each -> new OwnedInstance(each.getKey().tenant(), each.getValue()))
                .toList();
    }

    @Override
    public List<Instance> instances(TenantId tenant) {
        return content.instances().entrySet().stream()
                .filter(each -> each.getKey().tenant().equals(tenant))
                .map(Map.Entry::getValue)
                .toList();
    }

    @Override
    public Optional<AccessKey> accessKey(String id) {
        return Optional.ofNullable(content.accessKeys().get(id));
    }

    @Override
    public List<AccessKey> accessKeys(TenantId tenant) {
        return content.accessKeys().values().stream()
                .filter(key -> key.tenant().equals(tenant))
                .sorted(Comparator.comparing(AccessKey::id))
                .toList();
    }

    @Override
    public Optional<AccountCertificate> certificate(TenantId tenant, String name) {
        return certificates(tenant).stream()
                .filter(certificate -> certificate.name().equals(name))
                .findFirst();
    }

    @Override
    public List<AccountCertificate> certificates(TenantId tenant) {
        return content.certificates().values().stream()
                .filter(certificate -> certificate.tenant().equals(tenant))
                .sorted(Comparator.comparing(AccountCertificate::name))
                .toList();
    }

    @Override
    public List<ScalingGroup> scalingGroups(TenantId tenant, RegionName region) {
        return everyScalingGroup().stream()
                .filter(group -> group.tenant().equals(tenant) && group.region().equals(region))
                .toList();
    }

    @Override
    public List<ScalingGroup> everyScalingGroup() {
        return List.copyOf(content.scalingGroups().values());
    }

    @Override
    public List<LaunchConfiguration> launchConfigurations(TenantId tenant, RegionName region) {
        return content.launchConfigurations().values().stream()
                .filter(known -> known.tenant().equals(tenant) && known.region().equals(region))
                .toList();
    }

    @Override
    public int countLoadBalancers(TenantId tenant) {
        return (int) live(tenant).count();
    }

    private Stream<LoadBalancerRow> live(TenantId tenant) {
        return all(tenant).filter(row -> row.change().lifecycle() != Lifecycle.DELETED);
    }

    private Stream<LoadBalancerRow> all(TenantId tenant) {
        return content.loadBalancers().values().stream()
                .filter(row -> row.tenant().equals(tenant));
    }

    @Override
    public List<LoadBalancerRow> everyLoadBalancer() {
        return List.copyOf(content.loadBalancers().values());
    }

    @Override
    public List<LoadBalancerRow> search(LoadBalancerSearch wanted) {
        return content.loadBalancers().values().stream()
                .filter(row -> row.id().value() >= wanted.from())
                .filter(row -> wanted.tenant().map(row.tenant()::equals).orElse(true))
                .filter(row -> wanted.status()
                        .map(status -> row.status() == status)
                        .orElse(row.change().lifecycle() != Lifecycle.DELETED))
                .limit(wanted.limit())
                .toList();
    }

    @Override
    public Map<Status, Integer> countByStatus() {
        Map<Status, Integer> counts = new EnumMap<>(Status.class);
        content.loadBalancers().values().forEach(row -> counts.merge(row.status(), 1, Integer::sum));
        return counts;
    }

    @Override
    public Map<LoadBalancerId, Status> statusColumn() {
        Map<LoadBalancerId, Status> column = new LinkedHashMap<>();
        content.loadBalancers().forEach((id, row) -> column.put(id, row.status()));
        return column;
    }

    @Override
    public List<Revision> revisions(LoadBalancerId id) {
        return content.revisions().getOrDefault(id, List.of());
    }

    @Override
    public Optional<VirtualIp> virtualIp(VirtualIpId id) {
        return Optional.ofNullable(content.virtualIps().get(id));
    }

    @Override
    public Map<VirtualIpId, VirtualIp> virtualIps(Collection<VirtualIpId> ids) {
        Map<VirtualIpId, VirtualIp> found = new LinkedHashMap<>();
        ids.forEach(id -> virtualIp(id).ifPresent(vip -> found.put(id, vip)));
        return found;
    }

    @Override
    public List<VirtualIp> everyVirtualIp() {
        return List.copyOf(content.virtualIps().values());
    }

    @Override
    public boolean hasVirtualIpAt(IpAddress address) {
        return everyVirtualIp().stream().anyMatch(vip -> vip.address().equals(address));
    }

    @Override
    public Optional<VirtualIp> longestInQuarantine(Predicate<? super VirtualIp> wanted) {
        return everyVirtualIp().stream()
                .filter(vip -> vip.state() == VipState.QUARANTINED)
                .filter(wanted)
                .min(Comparator.comparing(vip -> quarantinedSince(vip.id()).orElseThrow()));
    }

    @Override
    public Optional<Instant> quarantinedSince(VirtualIpId id) {
        return Optional.ofNullable(content.quarantined().get(id));
    }

    @Override
    public Optional<LoadBalancerId> claimedBy(VirtualIpId vip, Transport transport, Port port) {
        return Optional.ofNullable(content.claims().get(new Content.Claim(vip, transport, port)));
    }

    @Override
    public List<LoadBalancerId> balancersOf(VirtualIpId vip) {
        return content.claims().entrySet().stream()
                .filter(claim -> claim.getKey().vip().equals(vip))
                .map(Map.Entry::getValue)
                .distinct()
                .sorted(Comparator.comparingInt(LoadBalancerId::value))
                .toList();
    }

    @Override
    public Optional<Account> account(TenantId tenant) {
        return Optional.ofNullable(content.accounts().get(tenant));
    }

    @Override
    public Optional<Account> accountNamed(String name) {
        return content.accounts().values().stream()
                .filter(account -> account.name().equals(name))
                .findFirst();
    }

    @Override
    public Optional<User> userNamed(String name) {
        return Optional.ofNullable(content.users().get(name));
    }

    @Override
    public List<Account> accounts(long from, int limit) {
        return content.accounts().values().stream()
                .filter(account -> account.tenant().value() >= from)
                .limit(limit)
                .toList();
    }

    @Override
    public List<User> users(TenantId tenant) {
        return content.users().values().stream()
                .filter(user -> user.tenant().equals(tenant))
                .toList();
    }

    @Override
    public List<SealedSecret> secrets(Collection<SecretId> ids) {
        return content.secrets().values().stream()
                .filter(secret -> ids.contains(secret.id()))
                .toList();
    }

    @Override
    public List<SealedSecret> secretsNotSealedBy(String keyId, int limit) {
        return content.secrets().values().stream()
                .filter(secret -> !secret.keyId().equals(keyId))
                .limit(limit)
                .toList();
    }

    @Override
    public Set<String> sealingKeys() {
        return content.secrets().values().stream().map(SealedSecret::keyId).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Optional<KeptAnswer> keptAnswer(TenantId tenant, String key) {
        return Optional.ofNullable(
                content.keptAnswers().getOrDefault(tenant, Map.of()).get(key));
    }

    @Override
    public int countAccounts() {
        return content.accounts().size();
    }

    @Override
    public Map<Limit, Integer> limits(TenantId tenant) {
        return content.limits().getOrDefault(tenant, Map.of());
    }

    @Override
    public Optional<RateLimits> rateLimits(TenantId tenant) {
        return Optional.ofNullable(content.rateLimits().get(tenant));
    }

    @Override
    public Optional<Maintenance> maintenance() {
        return content.maintenance().stream().findFirst();
    }

    @Override
    public List<VipBlock> vipBlocks() {
        return List.copyOf(content.vipBlocks().values());
    }

    @Override
    public List<ClosedNetwork> closedNetworks() {
        return List.copyOf(content.closedNetworks().values());
    }

    @Override
    public List<AuditRecord> auditLog(AuditSearch wanted) {
        return content.audit().reversed().stream()
                .filter(record -> record.id() < wanted.before() && isWanted(wanted, record.entry()))
                .limit(wanted.limit())
                .toList();
    }

    private static boolean isWanted(AuditSearch wanted, AuditEntry entry) {
        return wanted.tenant()
                        .filter(tenant -> !entry.tenant().equals(Optional.of(tenant)))
                        .isEmpty()
                && wanted.who().filter(who -> !entry.who().equals(who)).isEmpty()
                && wanted.verb().filter(verb -> !entry.verb().equals(verb)).isEmpty()
                && wanted.refused()
                        .filter(refused -> entry.status().isPresent() != refused)
                        .isEmpty()
                && wanted.since().filter(entry.at()::isBefore).isEmpty()
                && wanted.until().filter(until -> !entry.at().isBefore(until)).isEmpty();
    }

    @Override
    public Optional<Token> token(String hash) {
        return Optional.ofNullable(content.tokens().get(hash));
    }

    @Override
    public List<NodeObservation> nodeObservations(Collection<LoadBalancerId> ids) {
        return content.nodeObservations().values().stream()
                .filter(observation -> ids.contains(observation.report().loadBalancer()))
                .toList();
    }

    @Override
    public List<NodeReport> offlineNodes(HostName host) {
        return content.nodeObservations().values().stream()
                .filter(observation -> observation.host().equals(host))
                .map(NodeObservation::report)
                .filter(NodeReport::hasFailed)
                .toList();
    }

    @Override
    public List<Event> events(LoadBalancerId id, int limit) {
        EventSearch all = new EventSearch(id, Optional.empty(), Optional.empty(), Long.MAX_VALUE, 0, limit);
        return events(all).stream().map(RecordedEvent::event).toList();
    }

    @Override
    public List<RecordedEvent> events(EventSearch wanted) {
        return recorded()
                .filter(each -> each.id() <= wanted.from())
                .filter(each -> each.event().loadBalancer().equals(wanted.loadBalancer()))
                .filter(each -> wanted.part().isEmpty()
                        || each.event().subject().map(Subject::part).equals(wanted.part()))
                .filter(each ->
                        wanted.since().filter(each.event().at()::isBefore).isEmpty())
                .sorted(Comparator.comparingLong(RecordedEvent::id).reversed())
                .skip(wanted.offset())
                .limit(wanted.limit())
                .toList();
    }

    @Override
    public List<RecordedEvent> eventsAfter(TenantId tenant, long id, int limit) {
        return recorded()
                .filter(each -> each.id() > id && each.event().tenant().equals(tenant))
                .limit(limit)
                .toList();
    }

    private Stream<RecordedEvent> recorded() {
        return content.events().entrySet().stream().map(each -> new RecordedEvent(each.getKey(), each.getValue()));
    }

    @Override
    public long lastEventId() {
        return content.events().isEmpty() ? 0 : content.events().lastKey();
    }

    @Override
    public List<Subscription> subscriptions(TenantId tenant) {
        return content.subscriptions().values().stream()
                .filter(subscription -> subscription.tenant().equals(tenant))
                .toList();
    }

    @Override
    public List<Subscription> activeSubscriptions() {
        return content.subscriptions().values().stream()
                .filter(Subscription::isActive)
                .toList();
    }

    @Override
    public Optional<Subscription> subscription(SubscriptionId id) {
        return Optional.ofNullable(content.subscriptions().get(id));
    }

    @Override
    public List<RecordedEvent> events(EveryoneEvents wanted) {
        return recorded()
                .filter(each -> each.id() < wanted.before())
                .filter(each -> wanted.tenant()
                        .filter(tenant -> !tenant.equals(each.event().tenant()))
                        .isEmpty())
                .filter(each -> wanted.type()
                        .filter(type -> type != each.event().type())
                        .isEmpty())
                .sorted(Comparator.comparingLong(RecordedEvent::id).reversed())
                .limit(wanted.limit())
                .toList();
    }

    @Override
    public Optional<DueWork> work(LoadBalancerId id) {
        return Optional.ofNullable(content.work().get(id)).map(work -> new DueWork(id, work.due(), work.attempts()));
    }

    @Override
    public List<DueWork> work(int limit) {
        return content.work().keySet().stream()
                .flatMap(id -> work(id).stream())
                .sorted(Comparator.comparing(DueWork::due)
                        .thenComparingInt(work -> work.loadBalancer().value()))
                .limit(limit)
                .toList();
    }

    @Override
    public int countWork() {
        return content.work().size();
    }

    @Override
    public Optional<Instant> nextWorkDue() {
        return content.work().values().stream().map(Content.DueWork::due).min(Comparator.naturalOrder());
    }

    @Override
    public Optional<UsageRecord> latestUsage(LoadBalancerId id) {
        return content.usage().values().stream()
                .filter(usage -> usage.loadBalancer().equals(id))
                .reduce((_, later) -> later);
    }

    @Override
    public List<UsageRecord> usage(LoadBalancerId id, UsageFilter filter, int from, int offset, int limit) {
        return content.usage().tailMap(from).values().stream()
                .filter(usage -> usage.loadBalancer().equals(id))
                .filter(filter::passes)
                .skip(offset)
                .limit(limit)
                .toList();
    }

    @Override
    public List<LoadBalancerId> balancersWithUsage(TenantId tenant, Instant start, Instant end) {
        UsageFilter within = new UsageFilter(Optional.empty(), start, end);
        return content.usage().values().stream()
                .filter(usage -> usage.tenant().equals(tenant))
                .filter(within::passes)
                .map(UsageRecord::loadBalancer)
                .distinct()
                .sorted(Comparator.comparingInt(LoadBalancerId::value))
                .toList();
    }

    @Override
    public List<UsageRecord> usageRunningSinceBefore(Instant moment) {
        return content.usage().values().stream()
                .filter(UsageRecord::isRunning)
                .filter(usage -> usage.start().isBefore(moment))
                .toList();
    }

    @Override
    public List<AccountUsage> accountUsage(TenantId tenant, Instant start, Instant end) {
        return content.accountUsage().getOrDefault(tenant, Collections.emptySortedMap()).values().stream()
                .filter(hour -> hour.start().isBefore(end) && hour.end().isAfter(start))
                .toList();
    }

    @Override
    public Optional<HostTraffic> traffic(HostName host, LoadBalancerId id) {
        return traffic(id).stream().filter(known -> known.host().equals(host)).findFirst();
    }

    @Override
    public List<HostTraffic> traffic(LoadBalancerId id) {
        return List.copyOf(
                content.traffic().getOrDefault(id, Collections.emptySortedMap()).values());
    }

    @Override
    public List<HostTraffic> connectedTraffic() {
        return content.traffic().values().stream()
                .flatMap(hosts -> hosts.values().stream())
                .filter(traffic -> traffic.connected() > 0)
                .toList();
    }
}
